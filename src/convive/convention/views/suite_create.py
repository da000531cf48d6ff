"""Prepare the CTG that follows one, while it runs."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.ctg import create_ctg
from convive.convention.forms.ctg import SuiteForm, explain_refus
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.reprise import list_biens_communs
from convive.convention.views.acces import build_contexte_ctg, get_dossier_sans_actes_or_404
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def suite_create(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_sans_actes_or_404(membre, ctg_uuid)
    data = request.POST if request.method == "POST" and dossier.suivante is None else None
    form = SuiteForm(data, precedente=dossier.ctg, communes=list_choix_communes(membre))
    if form.is_valid():
        try:
            ctg = create_ctg(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
            messages.success(request, f"« {ctg} » est créée. Choisissez maintenant ce qu’elle reprend.")
            return redirect("convention:reprise_list", espace_uuid, ctg.pk)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    context = build_contexte_ctg(request, membre, dossier, "", form=form, suivante=dossier.suivante)
    context["biens"] = list_biens_communs(membre)
    return render(request, "convention/suite_create.html", context)

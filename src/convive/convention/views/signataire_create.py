"""Add a signatory to a CTG that is not signed yet."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.convention.actions.signataire import create_signataire
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.signataire import LISTE, SignataireForm
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.organisation import list_organisations
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def signataire_create(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    organisations = list_organisations(membre)
    form = SignataireForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if form.is_valid():
        try:
            signataire = create_signataire(by=membre.compte, ctg=dossier.ctg, saisie=form.get_saisie())
            messages.success(request, f"« {signataire} » est parmi les signataires.")
            return redirect("convention:signataire_list", espace_uuid, ctg_uuid)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
        except ActeurRefuse as refus:
            form.add_error(None, list(refus.messages))
    context = build_contexte_ctg(request, membre, dossier, "", form=form, organisations=organisations, liste=LISTE)
    return render(request, "convention/signataire_create.html", context)

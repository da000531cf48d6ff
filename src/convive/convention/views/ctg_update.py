"""Change the dates, the name, the communes of a CTG."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.ctg import CtgEnConflit, update_ctg
from convive.convention.forms.ctg import CtgForm, explain_refus
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.views.acces import PAGE, build_contexte_ctg, get_dossier_or_404
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def ctg_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    data, autre = request.POST if request.method == "POST" else None, None
    form = CtgForm(data, ctgs=dossier.ctgs, communes=list_choix_communes(membre), ctg=dossier.ctg)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            update_ctg(by=membre.compte, ctg=dossier.ctg, saisie=form.get_saisie(), version=version)
            messages.success(request, "CTG enregistrée.")
            return redirect(PAGE, espace_uuid, ctg_uuid)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
        except CtgEnConflit as conflit:
            autre = conflit.ctg
    context = build_contexte_ctg(request, membre, dossier, "", form=form, autre=autre)
    return render(request, "convention/ctg_update.html", context)

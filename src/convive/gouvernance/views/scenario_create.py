"""One more scenario to compare."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.note import create_scenario
from convive.gouvernance.forms.note import ScenarioForm
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces_note import build_contexte_note, get_note_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def scenario_create(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    note = get_note_or_404(membre, note_uuid, is_ecriture=True)
    form = ScenarioForm(request.POST if request.method == "POST" else None)
    brouillon = build_cle_brouillon(membre.compte, "scenario", note_uuid)
    if form.is_valid():
        try:
            scenario = create_scenario(by=membre.compte, note=note, saisie=form.get_saisie())
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, f"«\u00a0{scenario}\u00a0» est ajouté.", extra_tags=brouillon)
            return redirect("gouvernance:note_detail", espace_uuid, note_uuid)
    context = build_contexte_note(request, membre, note, form=form, brouillon=brouillon)
    return render(request, "gouvernance/scenario_create.html", context)

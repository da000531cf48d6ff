"""Change a scenario, or take it out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.note import delete_scenario, update_scenario
from convive.gouvernance.actions.verrou import CHANGEE
from convive.gouvernance.forms.note import ScenarioForm, build_initial_scenario
from convive.gouvernance.models import NoteDecision, ScenarioDecision
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces_note import build_contexte_note, get_note_or_404
from convive.ui.saisie import TexteSaisi


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def scenario_update(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID, scenario_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    note = get_note_or_404(membre, note_uuid, is_ecriture=True)
    scenario = next((row for row in note.scenarios.all() if row.pk == scenario_uuid), None)
    if scenario is None:
        raise Http404("Ce scénario n’est pas de cette note.")
    scenario.note = note
    is_retrait = request.POST.get("geste") == "supprimer"
    form = ScenarioForm(request.POST if request.method == "POST" and not is_retrait else None, scenario=scenario)
    brouillon = build_cle_brouillon(membre.compte, "scenario", scenario_uuid)
    enregistres = list[TexteSaisi]()
    try:
        done = _do(membre, scenario, form, is_retrait=is_retrait)
    except GouvernanceRefusee as refus:
        done = ""
        if CHANGEE in refus.messages:
            enregistres = form.explain_conflit(build_initial_scenario(_reread(note, scenario_uuid)))
        if is_retrait:
            messages.warning(request, str(refus))
        else:
            form.explain_refus(refus)
    if done:
        messages.success(request, done, extra_tags=brouillon)
        return redirect("gouvernance:note_detail", espace_uuid, note_uuid)
    context = build_contexte_note(request, membre, note, form=form, brouillon=brouillon, scenario=scenario)
    context["enregistres"] = enregistres
    return render(request, "gouvernance/scenario_update.html", context)


def _reread(note: NoteDecision, uuid: UUID) -> ScenarioDecision:
    """As someone else just saved it."""
    return next(row for row in note.scenarios.all() if row.pk == uuid)


def _do(membre: Membre, scenario: ScenarioDecision, form: ScenarioForm, *, is_retrait: bool) -> str:
    """What was done, in words; empty while there is something to correct. Raise GouvernanceRefusee."""
    if is_retrait:
        delete_scenario(by=membre.compte, scenario=scenario)
        return f"«\u00a0{scenario}\u00a0» est retiré."
    if form.is_valid():
        version = form.cleaned_data["version"]
        update_scenario(by=membre.compte, scenario=scenario, saisie=form.get_saisie(), version=version)
        return "Scénario enregistré."
    return ""

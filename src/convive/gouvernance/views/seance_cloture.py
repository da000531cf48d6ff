"""Close a séance: what is missing is asked kindly, what was not treated waits for the next one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.cloture import close_seance, reopen_seance, validate_decision
from convive.gouvernance.actions.verrou import CHANGEE
from convive.gouvernance.forms.cloture import DecisionPorteeForm
from convive.gouvernance.forms.notes import MotifForm
from convive.gouvernance.models import Decision, Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.suite import build_cloture, get_decision, is_ouverte, list_responsables
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404, get_url
from convive.socle.uuids import parse_uuid

TEMPLATE = "gouvernance/seance_cloture.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_cloture(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid, is_equipe=True)
    motif = MotifForm()
    geste = request.POST.get("geste", "") if request.method == "POST" else ""
    saisies: dict[UUID, DecisionPorteeForm] = {}
    try:
        if geste in ("clore", "decision"):
            # The page is one form: whatever its button, what was written of each decision is kept.
            saisies = _validate_decisions(request, membre, seance)
        if geste == "clore" and not saisies:
            close_seance(by=membre, seance=seance, traites=_read_traites(request))
            messages.success(request, "La séance est close. Son état est figé\u00a0: le compte rendu peut partir.")
            return redirect(get_url("seance_dossier", seance))
        if geste == "decision" and not saisies:
            return redirect(f"{request.path}#decisions")
        if geste == "rouvrir":
            motif = MotifForm(request.POST)
            if motif.is_valid():
                reopen_seance(by=membre.compte, seance=seance, motif=motif.cleaned_data["motif"])
                messages.success(request, "La séance est rouverte. L’état figé à la première clôture reste.")
                return redirect(get_url("seance_notes", seance))
    except GouvernanceRefusee as refus:
        messages.error(request, str(refus))
    return _show(request, membre, seance, motif, saisies)


def _show(
    request: HttpRequest, membre: Membre, seance: Seance, motif: MotifForm, saisies: dict[UUID, DecisionPorteeForm]
) -> HttpResponse:
    cloture, personnes = build_cloture(seance), list_responsables(seance)
    forms = [
        (row, saisies.get(row.decision.pk) or DecisionPorteeForm(decision=row.decision, personnes=personnes))
        for row in cloture.decisions
    ]
    context = build_contexte_seance(
        request,
        membre,
        "seance_cloture",
        seance,
        cloture=cloture,
        decisions=forms,
        traites=_read_traites(request) if request.method == "POST" else None,
        form_motif=motif,
        is_ouverte=is_ouverte(seance),
        is_close=seance.statut == StatutSeance.CLOSE,
    )
    return render(request, TEMPLATE, context, status=422 if request.method == "POST" else 200)


def _read_traites(request: HttpRequest) -> set[UUID]:
    return {uuid for raw in request.POST.getlist("traite") if (uuid := parse_uuid(raw))}


def _validate_decisions(request: HttpRequest, membre: Membre, seance: Seance) -> dict[UUID, DecisionPorteeForm]:
    """Keep what was written of each decision; the forms to correct, none when all is kept."""
    personnes, refusees = list_responsables(seance), {}
    for row in build_cloture(seance).decisions:
        form = DecisionPorteeForm(request.POST, decision=row.decision, personnes=personnes)
        if form.add_prefix("version") not in request.POST or not form.has_changed():
            continue
        if not form.is_valid() or not _validate_decision(membre, seance, row.decision, form):
            refusees[row.decision.pk] = form
    return refusees


def _validate_decision(membre: Membre, seance: Seance, decision: Decision, form: DecisionPorteeForm) -> bool:
    try:
        validate_decision(by=membre.compte, decision=decision, **form.cleaned_data)
    except GouvernanceRefusee as refus:
        if CHANGEE in refus.messages and (current := get_decision(seance, decision.pk)) is not None:
            form.explain_conflit(current)
        else:
            form.explain_refus(refus)
        return False
    return True

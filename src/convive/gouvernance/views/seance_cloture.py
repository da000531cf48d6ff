"""Close a séance: what is missing is asked kindly, what was not treated waits for the next one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.rules import parse_uuid
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.cloture import close_seance, reopen_seance, validate_decision
from convive.gouvernance.actions.verrou import CHANGEE
from convive.gouvernance.forms.cloture import DecisionPorteeForm
from convive.gouvernance.forms.notes import MotifForm
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.suite import build_cloture, get_decision, is_ouverte, list_responsables
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404, get_url

TEMPLATE = "gouvernance/seance_cloture.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_cloture(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid, is_equipe=True)
    motif = MotifForm()
    geste = request.POST.get("geste", "") if request.method == "POST" else ""
    saisie: DecisionPorteeForm | None = None
    try:
        if geste == "clore":
            close_seance(by=membre, seance=seance, traites=_read_traites(request))
            messages.success(request, "La séance est close. Son état est figé\u00a0: le compte rendu peut partir.")
            return redirect(get_url("seance_dossier", seance))
        if geste == "decision" and (saisie := _validate_decision(request, membre, seance)) is None:
            return redirect(f"{request.path}#decisions")
        if geste == "rouvrir":
            motif = MotifForm(request.POST)
            if motif.is_valid():
                reopen_seance(by=membre.compte, seance=seance, motif=motif.cleaned_data["motif"])
                messages.success(request, "La séance est rouverte. L’état figé à la première clôture reste.")
                return redirect(get_url("seance_notes", seance))
    except GouvernanceRefusee as refus:
        messages.error(request, str(refus))
        return redirect(request.path)
    return _show(request, membre, seance, motif, saisie)


def _show(
    request: HttpRequest, membre: Membre, seance: Seance, motif: MotifForm, saisie: DecisionPorteeForm | None
) -> HttpResponse:
    cloture, personnes = build_cloture(seance), list_responsables(seance)
    forms = []
    for row in cloture.decisions:
        form = DecisionPorteeForm(decision=row.decision, personnes=personnes)
        forms.append((row, saisie if saisie is not None and saisie.prefix == form.prefix else form))
    context = build_contexte_seance(
        request,
        membre,
        "seance_cloture",
        seance,
        cloture=cloture,
        decisions=forms,
        form_motif=motif,
        is_ouverte=is_ouverte(seance),
        is_close=seance.statut == StatutSeance.CLOSE,
    )
    return render(request, TEMPLATE, context, status=422 if saisie or motif.is_bound else 200)


def _read_traites(request: HttpRequest) -> set[UUID]:
    return {uuid for raw in request.POST.getlist("traite") if (uuid := parse_uuid(raw))}


def _validate_decision(request: HttpRequest, membre: Membre, seance: Seance) -> DecisionPorteeForm | None:
    """None once it is kept; the form to correct otherwise."""
    uuid = parse_uuid(request.POST.get("decision", ""))
    decision = get_decision(seance, uuid) if uuid else None
    if decision is None:
        raise Http404("Cette décision n’est plus là.")
    form = DecisionPorteeForm(request.POST, decision=decision, personnes=list_responsables(seance))
    if not form.is_valid():
        return form
    try:
        validate_decision(by=membre.compte, decision=decision, **form.cleaned_data)
    except GouvernanceRefusee as refus:
        if CHANGEE in refus.messages and (current := get_decision(seance, decision.pk)) is not None:
            form.explain_conflit(current)
        else:
            form.explain_refus(refus)
        return form
    return None

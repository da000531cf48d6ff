"""What is to be done after a séance: who, by when, and its place in the plan."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.suite_ligne import attach_ligne, update_suite_ligne
from convive.gouvernance.forms.suite_ligne import SuiteLigneForm
from convive.gouvernance.models import LigneSeance, Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import SorteLigne
from convive.gouvernance.selectors.suite import get_ligne, is_ouverte, list_fiches_ouvertes, list_responsables
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404, get_url
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def ligne_update(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID, ligne_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid, is_equipe=True)
    ligne = get_ligne(seance, ligne_uuid)
    if ligne is None or ligne.sorte != SorteLigne.ACTION:
        raise Http404("Cette ligne n’est plus une action de cette séance.")
    dossier = get_dossier_plan(membre, timezone.localdate(), seance.instance.ctg_id)
    is_a_placer = dossier is not None and not ligne.is_au_plan and can_update_fiches(membre)
    form = SuiteLigneForm(
        request.POST if request.method == "POST" else None,
        ligne=ligne,
        personnes=list_responsables(seance),
        fiches=list_fiches_ouvertes(membre, dossier.ctg) if dossier is not None and is_a_placer else None,
        is_ouverte=is_ouverte(seance),
    )
    if form.is_valid() and _submit(membre, ligne, form, dossier):
        messages.success(request, "C’est dans le plan." if form.is_au_plan else "C’est noté.")
        return redirect(f"{get_url('seance_notes', seance)}#ligne-{ligne.pk}")
    return _show(request, membre, seance, ligne, form)


def _submit(membre: Membre, ligne: LigneSeance, form: SuiteLigneForm, dossier: DossierPlan | None) -> bool:
    """Both, or none."""
    suite = form.get_suite()
    try:
        with transaction.atomic():
            if suite is not None:
                update_suite_ligne(by=membre.compte, ligne=ligne, **suite)
            if form.is_au_plan and dossier is not None:
                attach_ligne(by=membre.compte, ligne=ligne, ctg=dossier.ctg, fiche=form.get_fiche())
    except GouvernanceRefusee as refus:
        form.explain_refus(refus)
        return False
    except PlanRefuse as refus:
        form.add_error(None, list(refus.messages))
        return False
    return True


def _show(
    request: HttpRequest, membre: Membre, seance: Seance, ligne: LigneSeance, form: SuiteLigneForm
) -> HttpResponse:
    context = build_contexte_seance(request, membre, "seance_notes", seance, ligne=ligne, form=form)
    return render(request, "gouvernance/ligne_update.html", context, status=422 if form.errors else 200)

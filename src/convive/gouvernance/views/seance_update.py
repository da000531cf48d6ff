"""Change the day and the place of a séance; put it off, cancel it, take it up again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.seance import (
    SaisieSeance,
    carry_seance,
    delete_seance,
    update_seance,
    update_statut_seance,
)
from convive.gouvernance.forms.seance import DepartForm, SeanceForm
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_seance_or_404

PAGE = "gouvernance:seance_detail"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_update(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid)
    geste = request.POST.get("geste", "")
    form = SeanceForm(request.POST if geste == "enregistrer" else None, instance=seance.instance, seance=seance)
    depart = DepartForm(request.POST if geste in ("reporter", "annuler") else None, prefix="depart")
    try:
        if geste == "supprimer":
            delete_seance(by=membre.compte, seance=seance)
            messages.success(request, "La séance est supprimée\u00a0; ses points attendent la prochaine.")
            return redirect("gouvernance:instance_detail", espace_uuid, seance.instance_id)
        if answer := _do(request, membre, seance, form, depart):
            return answer
    except GouvernanceRefusee as refus:
        bound = next((one for one in (form, depart) if one.is_bound), None)
        if bound is not None:
            bound.explain_refus(refus)
        else:
            messages.warning(request, str(refus))
    context = build_contexte_gouvernance(request, membre, form=form, depart=depart, seance=seance, geste=geste)
    return render(request, "gouvernance/seance_update.html", context)


def _do(
    request: HttpRequest, membre: Membre, seance: Seance, form: SeanceForm, depart: DepartForm
) -> HttpResponse | None:
    """What one asked, and where it leads; None while a form has to be corrected."""
    if request.method != "POST":
        return None
    done = GESTES.get(request.POST.get("geste", ""))
    shown = done(membre, seance, form, depart) if done else None
    if shown is None:
        return None
    messages.success(request, "C’est enregistré.")
    return redirect(PAGE, membre.espace_id, shown.pk)


def _save(membre: Membre, seance: Seance, form: SeanceForm, _depart: DepartForm) -> Seance | None:
    if not form.is_valid():
        return None
    version = form.cleaned_data["version"]
    return update_seance(by=membre.compte, seance=seance, saisie=form.get_saisie(), version=version)


def _postpone(membre: Membre, seance: Seance, _form: SeanceForm, depart: DepartForm) -> Seance | None:
    if not depart.is_valid():
        return None
    saisie = SaisieSeance(depart.cleaned_data["date"], seance.heure_debut, seance.heure_fin, lieu=seance.lieu)
    return carry_seance(by=membre.compte, seance=seance, motif=depart.cleaned_data["motif"], saisie=saisie)


def _cancel(membre: Membre, seance: Seance, _form: SeanceForm, depart: DepartForm) -> Seance | None:
    if not depart.is_valid():
        return None
    motif = depart.cleaned_data["motif"]
    return update_statut_seance(by=membre.compte, seance=seance, vers=StatutSeance.ANNULEE, motif=motif)


def _reopen(membre: Membre, seance: Seance, _form: SeanceForm, _depart: DepartForm) -> Seance:
    """Take up one that did not take place; closed minutes open again on the page that closes them, with a reason."""
    return update_statut_seance(by=membre.compte, seance=seance, vers=StatutSeance.BROUILLON)


Fait = Callable[[Membre, Seance, SeanceForm, DepartForm], Seance | None]
GESTES: dict[str, Fait] = {
    "enregistrer": _save,
    "reporter": _postpone,
    "annuler": _cancel,
    "rouvrir": _reopen,
}

"""Change several actions at once: what to change, who is left out and why, then the gesture, that one undoes whole."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.lot import ResultatLot, SaisieLot, restore_lot, update_lot
from convive.plan_action.forms.lot import FORMULAIRES, LotForm, StatutLotForm
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_update_fiches, can_update_plan
from convive.plan_action.rules.lot import (
    LIBELLES_GESTES,
    GesteLot,
    list_statuts_possibles,
    merge_transitions,
)
from convive.plan_action.rules.places import load_changements
from convive.plan_action.rules.statuts import LIBELLES_STATUTS, VERBES_STATUTS, Statut
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.lot import list_cochees, list_refus
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.plan_action.views.annulation_lot import get_annulation_lot, keep_annulation_lot, pop_annulation_lot
from convive.socle.formats import liste_fr, nombre_accorde
from convive.socle.uuids import parse_uuids

LISTE = "plan_action:plan_detail"


@dataclass(slots=True)
class Etape:
    """Where one is: the actions ticked, the gesture, its form; `refus` are those that the gesture leaves out."""

    fiches: list[FicheAction]
    geste: GesteLot | None = None
    vers: Statut | None = None
    form: LotForm | StatutLotForm | None = None
    refus: list[tuple[FicheAction, str]] = field(default_factory=list)
    statuts: list[tuple[str, str]] = field(default_factory=list)
    faites: str = ""

    @property
    def retenues(self) -> int:
        return len(self.fiches) - len(self.refus)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def fiches_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_fiches)
    dossier = require_dossier(membre, ctg_uuid)
    if request.POST.get("annuler"):
        return _undo(request, membre, dossier)
    etape = _read_etape(request, membre, dossier)
    if request.method == "POST" and etape.form is not None and etape.form.is_valid():
        resultat = _submit(request, membre, dossier, etape)
        if not resultat.refusees:
            return redirect(LISTE, espace_uuid, ctg_uuid)
        etape.fiches, etape.refus = [fiche for fiche, _ in resultat.refusees], resultat.refusees
        etape.faites = _explain(etape, resultat)
    context = build_contexte_arbre(request, membre, "plan_detail", dossier, etape=etape, cadre=etape.form is not None)
    context |= {"annulation": get_annulation_lot(request, dossier)}
    context |= {"gestes": [(geste, LIBELLES_GESTES[geste]) for geste in list_gestes(membre)]}
    return render(request, "plan_action/fiches_update.html", context)


def list_gestes(membre: Membre) -> list[GesteLot]:
    """What this place may do to several actions: moving them is for whoever shapes the tree."""
    return [geste for geste in LIBELLES_GESTES if geste is not GesteLot.PLACE or can_update_plan(membre)]


def _read_etape(request: HttpRequest, membre: Membre, dossier: DossierPlan) -> Etape:
    params = request.POST if request.method == "POST" else request.GET
    etape = Etape(list_cochees(membre, dossier, parse_uuids(params.getlist("fiche"))))
    wanted = params.get("geste", "")
    if not etape.fiches or wanted not in GesteLot:
        return etape
    etape.geste = GesteLot(wanted)
    if etape.geste not in list_gestes(membre):
        raise PermissionDenied("Votre rôle ne permet pas de déplacer des actions.")
    data = request.POST if request.method == "POST" else None
    if etape.geste is GesteLot.STATUT:
        _read_statut(etape, params.get("vers", ""), data)
    else:
        etape.form = FORMULAIRES[etape.geste](data, membre=membre, noeuds=list_noeuds(dossier))
    return etape


def _read_statut(etape: Etape, vers: str, data: Any) -> None:
    """First where they go, then what this asks."""
    statuts = [fiche.statut for fiche in etape.fiches]
    possibles = list_statuts_possibles(statuts)
    etape.statuts = [(statut.value, VERBES_STATUTS[statut]) for statut in possibles]
    if vers not in Statut:
        return
    etape.vers = Statut(vers)
    etape.refus = list_refus(etape.fiches, vers, timezone.localdate())
    transition = merge_transitions(statuts, etape.vers)
    if transition is not None:
        etape.form = StatutLotForm(data, transition=transition)


def _submit(request: HttpRequest, membre: Membre, dossier: DossierPlan, etape: Etape) -> ResultatLot:
    form = etape.form
    assert form is not None  # noqa: S101 - the caller has one
    saisie: SaisieLot = form.get_saisie_lot() if isinstance(form, StatutLotForm) else form.get_saisie()
    resultat = update_lot(by=membre.compte, ctg=dossier.ctg, fiches=etape.fiches, saisie=saisie)
    phrase = _explain(etape, resultat)
    if resultat.changees:
        keep_annulation_lot(request, dossier, phrase, resultat.changements)
    elif not resultat.refusees:
        messages.info(request, phrase)
    return resultat


def _explain(etape: Etape, resultat: ResultatLot) -> str:
    """« Statut : 5 actions sont maintenant « en cours ». »"""
    assert etape.geste is not None  # noqa: S101 - a form has a gesture
    if not resultat.changees:
        return "Rien n’a changé." if resultat.refusees else "Rien n’a changé\u00a0: c’était déjà ainsi."
    if etape.vers is not None:
        libelle = LIBELLES_STATUTS[etape.vers].lower()
        suite = f"est maintenant «\u00a0{libelle}\u00a0»", f"sont maintenant «\u00a0{libelle}\u00a0»"
    else:
        suite = "a changé", "ont changé"
    changees = nombre_accorde(len(resultat.changees), f"action {suite[0]}", f"actions {suite[1]}")
    deja = f" {len(resultat.identiques)} l’étaient déjà." if resultat.identiques else ""
    return f"{LIBELLES_GESTES[etape.geste]}\u00a0: {changees}.{deja}"


def _undo(request: HttpRequest, membre: Membre, dossier: DossierPlan) -> HttpResponse:
    kept = pop_annulation_lot(request, dossier)
    if kept is None:
        messages.info(request, "Il n’y a plus rien à annuler.")
    else:
        changements = load_changements(kept)
        restes = restore_lot(by=membre.compte, ctg=dossier.ctg, changements=changements)
        if restes:
            messages.warning(
                request, f"Changé depuis par quelqu’un, et laissé comme c’est\u00a0: {liste_fr(restes[:3])}."
            )
        if len(restes) < len({row.uuid for row in changements}):
            messages.success(request, "C’est annulé.")
    return redirect(LISTE, membre.espace_id, dossier.ctg.pk)

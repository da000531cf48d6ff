"""Change several actions at once: what to change, who is left out and why, then the gesture, that one undoes whole."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict

from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Rendu
from convive.plan_action.actions.lot import ResultatLot, SaisieLot, restore_lot, update_lot
from convive.plan_action.forms.lot import FORMULAIRES, LotForm, OrdreDuJourForm, StatutLotForm
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_update_fiches, can_update_plan
from convive.plan_action.rencontres import MisAuJour, ordres_du_jour
from convive.plan_action.rules.lot import (
    GesteLot,
    list_statuts_possibles,
    merge_transitions,
)
from convive.plan_action.rules.places import Changement, load_changements
from convive.plan_action.rules.statuts import VERBES_STATUTS, Statut
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.lot import list_cochees, list_refus
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.rubrique import PLAN, build_pages, build_pages_ctg
from convive.socle.formats import liste_fr, nombre_accorde
from convive.socle.uuids import parse_uuids

ORDRE_DU_JOUR = "ordre_du_jour"
"""Asked as the other gestures are, it changes nothing of the actions."""
CLE_SESSION = "plan_annulation_lot"
"""The way back from the last gesture: kept in the session until it is used, or another one comes."""

pages = build_pages()
ctg = build_pages_ctg(pages)


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


@ctg.sous("changer/", onglet=PLAN).ecriture("", droit=can_update_fiches)
def fiches_update(page: Page, dossier: DossierPlan) -> Rendu:
    if page.request.POST.get("annuler"):
        return _undo(page, dossier)
    if get_params(page).get("geste") == ORDRE_DU_JOUR:
        return _put_ordre_du_jour(page, dossier)
    etape = _read_etape(page, dossier)
    if page.is_envoi and etape.form is not None and etape.form.is_valid():
        resultat = _submit(page, dossier, etape)
        if not resultat.refusees:
            return page.redirect(page.get_url(PLAN, dossier.ctg.pk))
        etape.fiches, etape.refus = [fiche for fiche, _ in resultat.refusees], resultat.refusees
        etape.faites = _explain(etape, resultat)
    return {
        "etape": etape,
        "cadre": etape.form is not None,
        "annulation": get_annulation_lot(page, dossier),
        "gestes": [(geste, geste.libelle) for geste in list_gestes(page.membre)],
    }


def get_params(page: Page) -> QueryDict:
    return page.request.POST if page.is_envoi else page.request.GET


def _put_ordre_du_jour(page: Page, dossier: DossierPlan) -> Rendu:
    """The actions that are ticked, on the agenda of a séance."""
    ordres = ordres_du_jour.get(page.membre)
    if ordres is None:
        raise PermissionDenied("Votre accès ne permet pas de préparer un ordre du jour.")
    fiches = list_cochees(page.membre, dossier, parse_uuids(get_params(page).getlist("fiche")))
    seances = ordres.list_seances(page.membre, page.today)
    form = OrdreDuJourForm(page.data, seances=seances)

    def say(mis: MisAuJour) -> str:
        deja = f" {nombre_accorde(mis.deja, 'y était déjà', 'y étaient déjà')}." if mis.deja else ""
        return f"{nombre_accorde(mis.mises, 'action mise', 'actions mises')} à l’ordre du jour.{deja}"

    return Formulaire(
        form,
        lambda: ordres.put(page.compte, page.membre, form.cleaned_data["seance"], fiches),
        fait=say,
        suite=lambda mis: mis.url,
        contexte={"etape": Etape(fiches), "ordre_du_jour": ORDRE_DU_JOUR, "seances": seances, "cadre": True}
        | {"annulation": "", "gestes": []},
    )


def list_gestes(membre: Membre) -> list[GesteLot]:
    """What this place may do to several actions: moving them is for whoever shapes the tree."""
    return [geste for geste in GesteLot if geste is not GesteLot.PLACE or can_update_plan(membre)]


def _read_etape(page: Page, dossier: DossierPlan) -> Etape:
    params = get_params(page)
    etape = Etape(list_cochees(page.membre, dossier, parse_uuids(params.getlist("fiche"))))
    wanted = params.get("geste", "")
    if not etape.fiches or wanted not in GesteLot:
        return etape
    etape.geste = GesteLot(wanted)
    if etape.geste not in list_gestes(page.membre):
        raise PermissionDenied("Votre rôle ne permet pas de déplacer des actions.")
    if etape.geste is GesteLot.STATUT:
        _read_statut(page, etape, params.get("vers", ""))
    else:
        etape.form = FORMULAIRES[etape.geste](page.data, membre=page.membre, noeuds=list_noeuds(dossier))
    return etape


def _read_statut(page: Page, etape: Etape, vers: str) -> None:
    """First where they go, then what this asks."""
    statuts = [fiche.statut for fiche in etape.fiches]
    possibles = list_statuts_possibles(statuts)
    etape.statuts = [(statut.value, VERBES_STATUTS[statut]) for statut in possibles]
    if vers not in Statut:
        return
    etape.vers = Statut(vers)
    etape.refus = list_refus(etape.fiches, vers, page.today)
    transition = merge_transitions(statuts, etape.vers)
    if transition is not None:
        etape.form = StatutLotForm(page.data, transition=transition)


def _submit(page: Page, dossier: DossierPlan, etape: Etape) -> ResultatLot:
    form = etape.form
    assert form is not None  # noqa: S101 - the caller has one
    saisie: SaisieLot = form.get_saisie_lot() if isinstance(form, StatutLotForm) else form.get_saisie()
    resultat = update_lot(by=page.compte, ctg=dossier.ctg, fiches=etape.fiches, saisie=saisie)
    phrase = _explain(etape, resultat)
    if resultat.changees:
        _keep_annulation(page, dossier, phrase, resultat.changements)
    elif not resultat.refusees:
        messages.info(page.request, phrase)
    return resultat


def _explain(etape: Etape, resultat: ResultatLot) -> str:
    """« Statut : 5 actions sont maintenant « en cours ». »"""
    assert etape.geste is not None  # noqa: S101 - a form has a gesture
    if not resultat.changees:
        return "Rien n’a changé." if resultat.refusees else "Rien n’a changé\u00a0: c’était déjà ainsi."
    if etape.vers is not None:
        libelle = etape.vers.libelle.lower()
        suite = f"est maintenant «\u00a0{libelle}\u00a0»", f"sont maintenant «\u00a0{libelle}\u00a0»"
    else:
        suite = "a changé", "ont changé"
    changees = nombre_accorde(len(resultat.changees), f"action {suite[0]}", f"actions {suite[1]}")
    deja = f" {len(resultat.identiques)} l’étaient déjà." if resultat.identiques else ""
    return f"{etape.geste.libelle}\u00a0: {changees}.{deja}"


def _undo(page: Page, dossier: DossierPlan) -> HttpResponse:
    kept = _pop_annulation(page, dossier)
    if kept is None:
        messages.info(page.request, "Il n’y a plus rien à annuler.")
    else:
        changements = load_changements(kept)
        restes = restore_lot(by=page.compte, ctg=dossier.ctg, changements=changements)
        if restes:
            messages.warning(
                page.request, f"Changé depuis par quelqu’un, et laissé comme c’est\u00a0: {liste_fr(restes[:3])}."
            )
        if len(restes) < len({row.uuid for row in changements}):
            messages.success(page.request, "C’est annulé.")
    return page.redirect(page.get_url(PLAN, dossier.ctg.pk))


def _keep_annulation(page: Page, dossier: DossierPlan, phrase: str, changements: Iterable[Changement]) -> None:
    page.request.session[CLE_SESSION] = {
        "ctg": str(dossier.ctg.pk),
        "phrase": phrase,
        "changements": [change.dump() for change in changements],
    }


def get_annulation_lot(page: Page, dossier: DossierPlan) -> str:
    """What was done, that one may undo; empty when there is nothing."""
    kept = page.request.session.get(CLE_SESSION)
    return str(kept["phrase"]) if kept and kept["ctg"] == str(dossier.ctg.pk) else ""


def _pop_annulation(page: Page, dossier: DossierPlan) -> list[dict[str, Any]] | None:
    kept = page.request.session.pop(CLE_SESSION, None)
    return list(kept["changements"]) if kept and kept["ctg"] == str(dossier.ctg.pk) else None

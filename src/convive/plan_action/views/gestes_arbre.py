"""The gestures of the page where a tree is shaped, and the way back from the last one."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404

from convive.espaces.models import Membre
from convive.espaces.views.page import Page
from convive.plan_action.actions import arbre
from convive.plan_action.forms.arbre import AjoutForm, NumerosForm
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.places import FICHE, NOEUD, Changement, find_position, load_changements
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.organisation import get_fiche_du_plan, get_noeud
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.voisins import list_voisins
from convive.socle.formats import liste_fr, nombre_accorde
from convive.socle.uuids import parse_uuid

CLE_SESSION = "plan_annulation"
INCONNU = "Cette action n’est plus possible\u00a0: rechargez la page."


def keep_annulation(page: Page, dossier: DossierPlan, phrase: str, changements: Iterable[Changement]) -> None:
    """Say what was done, and keep how to undo it."""
    dumped = [change.dump() for change in changements]
    if dumped:
        page.request.session[CLE_SESSION] = {"ctg": str(dossier.ctg.pk), "phrase": phrase, "changements": dumped}
        messages.success(page.request, phrase)


def get_annulation(page: Page, dossier: DossierPlan) -> str:
    """The sentence of the last gesture on this plan, that one may undo; empty when there is none."""
    kept = page.request.session.get(CLE_SESSION)
    return str(kept["phrase"]) if kept and kept["ctg"] == str(dossier.ctg.pk) else ""


def undo(page: Page, dossier: DossierPlan) -> str:
    kept = page.request.session.pop(CLE_SESSION, None)
    if not kept or kept["ctg"] != str(dossier.ctg.pk):
        messages.info(page.request, "Il n’y a plus rien à annuler.")
        return ""
    changements = load_changements(kept["changements"])
    restes = arbre.restore_places(by=page.compte, ctg=dossier.ctg, changements=changements)
    if restes:
        noms = liste_fr(restes[:3])
        messages.warning(page.request, f"Changé depuis par quelqu’un, et laissé comme c’est\u00a0: {noms}.")
    if len(restes) < len(changements):
        messages.success(page.request, "C’est annulé.")
    return ""


def get_element(page: Page, dossier: DossierPlan, champ: str = "uuid") -> Any:
    """The element that a gesture names, « noeud:… » or « fiche:… »; 404 when it is not of this plan."""
    sorte, _, cle = page.request.POST.get(champ, "").partition(":")
    element = find_element(page.membre, dossier, sorte, cle)
    if element is None:
        raise Http404(INCONNU)
    return element


def find_element(membre: Membre, dossier: DossierPlan, sorte: str, cle: str) -> NoeudPlan | FicheAction | None:
    if sorte == NOEUD:
        return get_noeud(dossier, parse_uuid(cle))
    return get_fiche_du_plan(membre, dossier, parse_uuid(cle)) if sorte == FICHE else None


def add_element(page: Page, dossier: DossierPlan) -> str:
    """An element of the tree, or an action, at the end of what `dessous` names; the anchor of the new one."""
    form = AjoutForm(page.request.POST)
    if not form.is_valid():
        raise PlanRefuse(*form.errors["libelle"])
    libelle = form.cleaned_data["libelle"]
    dessous = get_element(page, dossier, "dessous") if page.request.POST.get("dessous") else None
    if page.request.POST["geste"] == "ajouter_noeud":
        parent = dessous if isinstance(dessous, NoeudPlan) else None
        noeud = arbre.create_noeud(by=page.compte, ctg=dossier.ctg, parent=parent, libelle=libelle)
        messages.success(page.request, f"«\u00a0{noeud}\u00a0» est ajouté.")
        return f"{NOEUD}-{noeud.pk}"
    place: dict[str, Any] = {"parente": dessous} if isinstance(dessous, FicheAction) else {"noeud": dessous}
    fiche = arbre.create_fiche(by=page.compte, ctg=dossier.ctg, titre=libelle, **place)
    messages.success(page.request, f"«\u00a0{fiche}\u00a0» est ajoutée, à préparer.")
    return f"{FICHE}-{fiche.pk}"


def shift(page: Page, dossier: DossierPlan) -> str:
    """One step up or down among its neighbours."""
    element = get_element(page, dossier)
    position = find_position(list_voisins(element), element.pk, page.request.POST["geste"])
    if position is not None:
        changements = move(page, element, _get_parent(element), position)
        keep_annulation(page, dossier, f"«\u00a0{element}\u00a0» a changé de place.", changements)
    return get_ancre(element)


def place(page: Page, dossier: DossierPlan) -> str:
    """Dropped on another element: before it when it is of the same kind, inside it otherwise."""
    element, cible = get_element(page, dossier), get_element(page, dossier, "cible")
    if isinstance(element, NoeudPlan) and isinstance(cible, FicheAction):
        raise PlanRefuse("Un élément du plan ne peut pas être placé sous une action.")
    is_avant = isinstance(cible, FicheAction) or (
        isinstance(element, NoeudPlan) and element.niveau_id == cible.niveau_id
    )
    if is_avant:
        voisins = [pk for pk in list_voisins(cible) if pk != element.pk]
        position = voisins.index(cible.pk) if cible.pk in voisins else 0
        changements = move(page, element, _get_parent(cible), position)
    else:
        changements = move(page, element, cible, arbre.FIN)
    keep_annulation(page, dossier, f"«\u00a0{element}\u00a0» a changé de place.", changements)
    return get_ancre(element)


def move(page: Page, element: Any, parent: Any, position: int) -> list[Changement]:
    if isinstance(element, NoeudPlan):
        return arbre.move_noeud(by=page.compte, noeud=element, parent=parent, position=position)
    place_: dict[str, Any] = {"noeud": parent}
    if isinstance(parent, FicheAction):
        place_ = {"noeud": parent.noeud, "parente": parent}
    return arbre.move_fiche(by=page.compte, fiche=element, position=position, **place_)


def renumber(page: Page, dossier: DossierPlan) -> str:
    form = NumerosForm(page.request.POST)
    if not form.is_valid():
        raise PlanRefuse(*form.errors["style_fiches"])
    changements = arbre.update_numeros(by=page.compte, ctg=dossier.ctg, **form.cleaned_data)
    if not changements:
        messages.info(page.request, "Tous les numéros étaient déjà ceux-là.")
    phrase = f"{nombre_accorde(len(changements), 'numéro a changé', 'numéros ont changé')}."
    keep_annulation(page, dossier, phrase, changements)
    return ""


def _get_parent(element: Any) -> Any:
    if isinstance(element, NoeudPlan):
        return element.parent
    return element.fiche_parente or element.noeud


def get_ancre(element: Any) -> str:
    return f"{NOEUD if isinstance(element, NoeudPlan) else FICHE}-{element.pk}"


GESTES: dict[str, Callable[[Page, DossierPlan], str]] = {
    "ajouter_noeud": add_element,
    "ajouter_fiche": add_element,
    "monter": shift,
    "descendre": shift,
    "placer": place,
    "renumeroter": renumber,
    "annuler": undo,
}

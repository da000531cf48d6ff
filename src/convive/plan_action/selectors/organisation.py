"""The tree as one shapes it: every element, what may be done with each, where it may go."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from convive.diagnostic.models import DecisionEnjeu, Enjeu
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.places import FICHE, NOEUD
from convive.plan_action.selectors.arbre import list_noeuds, list_sous_arbre
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.visibles import get_enjeux_visibles
from convive.socle.uuids import parse_uuid

MAX_ENJEUX = 200
MAX_MONTREES = 200
"""Above, the actions are shown branch by branch."""


@dataclass(frozen=True, slots=True)
class Element:
    """A line of the tree. `rang` is its depth from 1; `peut_contenir` names what one may add under it."""

    sorte: str
    objet: NoeudPlan | FicheAction
    rang: int
    nom_enfant: str
    is_premier: bool
    is_dernier: bool


@dataclass(frozen=True, slots=True)
class ArbreModifiable:
    """`caches` counts the actions that are not shown because the plan is long; `racines` leads to each branch."""

    elements: tuple[Element, ...]
    racines: tuple[NoeudPlan, ...]
    racine: NoeudPlan | None
    caches: int
    noms_niveaux: tuple[str, ...]


def get_arbre(membre: Membre, dossier: DossierPlan, branche: str) -> ArbreModifiable:
    """The elements of the tree, or those of one branch of a long plan; three queries."""
    noeuds = list_noeuds(dossier)
    racine = next((noeud for rang, noeud in noeuds if rang == 1 and noeud.pk == parse_uuid(branche)), None)
    shown = noeuds
    if racine is not None:
        kept = list_sous_arbre(noeuds, racine.pk)
        shown = [(rang, noeud) for rang, noeud in noeuds if noeud.pk in kept]
    rows = list_fiches(membre).filter(ctg=dossier.ctg)
    if racine is not None:
        rows = rows.filter(noeud__in=[noeud.pk for _, noeud in shown])
    total = rows.count()
    fiches: dict[UUID | None, list[FicheAction]] = defaultdict(list)
    if total <= MAX_MONTREES or racine is not None:
        champs = ("code", "titre", "statut", "ordre", "noeud_id", "fiche_parente_id", "espace_id", "ctg_id")
        for fiche in rows.only(*champs).order_by("ordre", "created_at", "pk"):
            fiches[fiche.fiche_parente_id or fiche.noeud_id].append(fiche)
        total = 0
    noms = tuple(niveau.nom_singulier for niveau in dossier.niveaux)
    elements: list[Element] = []
    for rang, noeud in shown:
        elements.append(_build_noeud(rang, noeud, noeuds, noms))
        elements += _build_fiches(fiches, noeud.pk, rang + 1)
    if racine is None:
        elements += _build_fiches(fiches, None, 1)
    racines = tuple(noeud for rang, noeud in noeuds if rang == 1)
    return ArbreModifiable(tuple(elements), racines, racine, total, noms)


def _build_noeud(rang: int, noeud: NoeudPlan, noeuds: list[tuple[int, NoeudPlan]], noms: tuple[str, ...]) -> Element:
    siblings = [other.pk for _, other in noeuds if other.parent_id == noeud.parent_id]
    enfant = noms[rang] if rang < len(noms) else ""
    return Element(NOEUD, noeud, rang, enfant, siblings[0] == noeud.pk, siblings[-1] == noeud.pk)


def _build_fiches(fiches: dict[UUID | None, list[FicheAction]], cle: UUID | None, rang: int) -> list[Element]:
    elements = []
    rows = [fiche for fiche in fiches[cle] if cle is not None or fiche.fiche_parente_id is None]
    for place, fiche in enumerate(rows):
        enfant = "" if fiche.fiche_parente_id else "sous-action"
        elements.append(Element(FICHE, fiche, rang, enfant, place == 0, place == len(rows) - 1))
        if fiche.pk in fiches:
            elements += _build_fiches(fiches, fiche.pk, rang + 1)
    return elements


def get_noeud(dossier: DossierPlan, uuid: UUID | None) -> NoeudPlan | None:
    """An element of this plan."""
    row = (
        NoeudPlan.objects.select_related("niveau", "parent").filter(ctg=dossier.ctg, pk=uuid).first() if uuid else None
    )
    if row is not None:
        row.ctg, row.espace = dossier.ctg, dossier.ctg.espace
    return row


def list_enjeux_proposes(membre: Membre, noeud: NoeudPlan) -> list[Enjeu]:
    """Those that an element of the plan may answer, with those it answers already; one query."""
    rows = get_enjeux_visibles(membre).filter(~Q(decision=DecisionEnjeu.ECARTE) | Q(noeuds_plan=noeud)).distinct()
    return list(rows.order_by("libelle", "pk")[:MAX_ENJEUX])


def get_fiche_du_plan(membre: Membre, dossier: DossierPlan, uuid: UUID | None) -> FicheAction | None:
    """An action of this plan that this place reads."""
    if uuid is None:
        return None
    fiche = list_fiches(membre).select_related("noeud", "fiche_parente").filter(ctg=dossier.ctg, pk=uuid).first()
    if fiche is not None:
        fiche.ctg, fiche.espace = dossier.ctg, membre.espace
    return fiche


def list_meres(membre: Membre, dossier: DossierPlan, sauf: UUID) -> list[FicheAction]:
    """The actions under which another one may go."""
    rows = list_fiches(membre).filter(ctg=dossier.ctg, fiche_parente=None).exclude(pk=sauf)
    return list(
        rows.only("code", "titre", "noeud_id", "fiche_parente_id").order_by("code", "titre", "pk")[:MAX_MONTREES]
    )

"""A whole plan read for its documents: its tree, its actions in order, its money."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from convive.documents.rules.blocs import Tableau
from convive.espaces.models import Membre
from convive.plan_action.exports.fiche_budget import NON_DONNE
from convive.plan_action.models import FicheAction, LigneBudget, NoeudPlan
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.budget import ZERO, Montant, compute_sommes
from convive.plan_action.rules.budget_plan import LignePlan
from convive.plan_action.rules.impression import is_imprimable
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.impression import LotImpression, read_lot
from convive.plan_action.selectors.plan import DossierPlan
from convive.socle.formats import liste_fr, nombre, nombre_accorde

SANS_PLACE = "Pas encore classée dans le plan"
ENTETES_RESUME = ("Action", "Porteur et pilote", "Calendrier", "Statut", "Prévu, €", "Confirmé, €")
NOMBRES_RESUME = (4, 5)
NON_PRECISE = "Non précisé"


@dataclass(frozen=True, slots=True)
class Groupe:
    """An element of the tree that holds actions, or None for those without a place."""

    libelle: str
    fiches: tuple[FicheAction, ...]


@dataclass(frozen=True, slots=True)
class Axe:
    """An element of the first level: those under it, in order, and their actions. `groupes` have one at least."""

    libelle: str
    arbre: tuple[str, ...]
    groupes: tuple[Groupe, ...]

    @property
    def fiches(self) -> list[FicheAction]:
        return [fiche for groupe in self.groupes for fiche in groupe.fiches]


@dataclass(frozen=True, slots=True)
class PlanLu:
    """`ecartees` counts the actions that this place reads and that are not printed."""

    dossier: DossierPlan
    lot: LotImpression
    axes: tuple[Axe, ...]
    ecartees: int

    @property
    def fiches(self) -> list[FicheAction]:
        return [fiche for axe in self.axes for fiche in axe.fiches]


def read_plan_lu(
    membre: Membre, dossier: DossierPlan, *, with_tout: bool = False, condition: Q | None = None
) -> PlanLu:
    """What this place may print of a plan: what is shared and complete. `with_tout`: what is incomplete or internal
    too; with a `condition`, what answers it, complete or not."""
    lot = read_lot(membre, Q(ctg=dossier.ctg) if condition is None else condition)
    fiches = [
        fiche
        for fiche in lot.fiches
        if with_tout or condition is not None or is_imprimable(is_interne=fiche.is_interne, completude=fiche.completude)
    ]
    axes = _group(list_noeuds(dossier), order_fiches(fiches))
    return PlanLu(dossier, lot, tuple(axes), len(lot.fiches) - len(fiches))


def order_fiches(fiches: Sequence[FicheAction]) -> list[FicheAction]:
    """A sub-action after the action that it is part of, when both are there."""
    enfants: dict[UUID, list[FicheAction]] = defaultdict(list)
    known = {fiche.pk for fiche in fiches}
    for fiche in fiches:
        if fiche.fiche_parente_id in known:
            enfants[fiche.fiche_parente_id].append(fiche)
    return [
        row for fiche in fiches if fiche.fiche_parente_id not in known for row in (fiche, *enfants.get(fiche.pk, ()))
    ]


def _group(noeuds: Sequence[tuple[int, NoeudPlan]], fiches: Iterable[FicheAction]) -> list[Axe]:
    par_noeud: dict[UUID | None, list[FicheAction]] = defaultdict(list)
    for fiche in fiches:
        par_noeud[fiche.noeud_id].append(fiche)
    axes: list[tuple[NoeudPlan | None, list[str], list[Groupe]]] = []
    for rang, noeud in noeuds:
        if rang == 1:
            axes.append((noeud, [], []))
        else:
            axes[-1][1].append(f"{noeud}")
        if held := par_noeud.get(noeud.pk):
            axes[-1][2].append(Groupe(f"{noeud}", tuple(held)))
    if sans := par_noeud.get(None):
        axes.append((None, [], [Groupe(SANS_PLACE, tuple(sans))]))
    return [Axe(f"{noeud}" if noeud else SANS_PLACE, tuple(arbre), tuple(groupes)) for noeud, arbre, groupes in axes]


def build_resume(groupe: Groupe) -> Tableau:
    """One line for each action, then what they add up to."""
    rows = [_write_resume(fiche) for fiche in groupe.fiches]
    legende = nombre_accorde(len(rows), "action")
    sommes = [sum_budget(fiche) for fiche in groupe.fiches]
    known = [somme for somme in sommes if somme is not None]
    if known and len(rows) > 1:
        total = [nombre(sum(montants, ZERO)) for montants in zip(*known, strict=True)]
        rows.append(("Total", "", "", "", *total))
    return Tableau(legende, ENTETES_RESUME, tuple(rows), NOMBRES_RESUME)


def _write_resume(fiche: FicheAction) -> tuple[str, ...]:
    pilotes = liste_fr([str(personne) for personne in fiche.pilotes.all()])
    porteur = fiche.organisation_porteuse.nom if fiche.organisation_porteuse else ""
    somme = sum_budget(fiche)
    montants = (NON_DONNE, NON_DONNE) if somme is None else tuple(nombre(montant) for montant in somme)
    statut = Statut(fiche.statut).libelle
    if fiche.is_en_retard:
        statut = f"{statut}, en retard"
    qui = " ; ".join(filter(None, (porteur, pilotes))) or "–"
    return f"{fiche}", qui, write_mois(fiche), statut, *montants


def write_mois(fiche: FicheAction) -> str:
    jours = [f"{jour:%m/%Y}" for jour in (fiche.date_debut, fiche.date_fin) if jour]
    if len(jours) == 2:
        return " – ".join(jours)
    if fiche.date_fin:
        return f"jusqu’à {jours[0]}"
    return f"depuis {jours[0]}" if jours else fiche.calendrier_texte or "–"


def sum_budget(fiche: FicheAction) -> tuple[Decimal, Decimal] | None:
    """What is planned, and what is confirmed; None when no amount is known. Without any expense, the planned income
    says what is planned."""
    montants = [_read_montant(ligne) for ligne in fiche.budget.all() if ligne.montant_prevu is not None]
    if not montants:
        return None
    sommes = compute_sommes(montants)
    return sommes.depenses or sommes.recettes, sommes.confirme


def list_lignes_budget(axes: Iterable[Axe]) -> list[LignePlan]:
    """Every line of money of these actions, under the name of its funder or of its nature."""
    return [
        LignePlan(axe.libelle, name_ligne(ligne), _read_montant(ligne))
        for axe in axes
        for fiche in axe.fiches
        for ligne in fiche.budget.all()
    ]


def name_ligne(ligne: LigneBudget) -> str:
    nom = ligne.financeur.nom if ligne.financeur else ligne.financeur_texte
    if ligne.sens == regles.SensBudget.CHARGE:
        return regles.NATURES.get(ligne.nature, "") or nom or NON_PRECISE
    return nom or regles.NATURES.get(ligne.nature, "") or NON_PRECISE


def _read_montant(ligne: LigneBudget) -> Montant:
    return Montant(ligne.annee, ligne.sens, ligne.montant_prevu, ligne.montant_realise, ligne.confirme)

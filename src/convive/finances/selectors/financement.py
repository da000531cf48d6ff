"""The money of the actions that a place reads, ready to be added up."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from convive.espaces.models import Membre
from convive.finances.rules.financement import (
    Etat,
    LigneArgent,
    Manque,
    Oublis,
    Section,
    Sommes,
    choose_annee,
    group_sommes,
    list_annees,
    list_manques,
    list_oublis,
    split_sections,
    sum_lignes,
)
from convive.finances.rules.flux import Flux, draw_flux
from convive.plan_action.models import LigneBudget
from convive.plan_action.rules.plan import NATURES, SensBudget
from convive.plan_action.rules.statuts import SORTIS
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.droits_budget import get_budget_visible
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan, map_racines

NON_PRECISE = "Non précisé"
SANS_PLACE = "Pas encore classée dans le plan"


@dataclass(frozen=True, slots=True)
class ActionPayee:
    uuid: UUID
    libelle: str


@dataclass(frozen=True, slots=True)
class ManqueLu:
    action: ActionPayee
    manque: Manque


@dataclass(frozen=True, slots=True)
class PlanFinancement:
    """The money of a plan in one year. `annees` are those that have some; `fonctionnement` and `investissement` are
    never added. `valorisation` stands apart."""

    dossier: DossierPlan
    annee: int
    annees: tuple[int, ...]
    fonctionnement: Sommes
    investissement: Sommes
    valorisation: Sommes
    manques: tuple[ManqueLu, ...]
    oublis: Oublis
    en_trop: tuple[tuple[ActionPayee, Decimal], ...]
    financeurs: tuple[tuple[str, Sommes], ...]
    natures: tuple[tuple[str, Sommes], ...]
    axes: tuple[tuple[str, Sommes], ...]
    par_annee: tuple[tuple[int, Sommes], ...]
    investissements: tuple[tuple[ActionPayee, Sommes], ...]
    flux: Flux | None
    paiements: tuple[tuple[str, str, Decimal], ...]
    """Who pays which axe, and how much: what the drawing shows."""

    @property
    def is_vide(self) -> bool:
        return not self.annees


def get_financement(membre: Membre, today: date, annee: int | None = None) -> PlanFinancement | None:
    """The money of the plan that people mean, in that year or in the one nearest to today; None without a CTG."""
    dossier = get_dossier_plan(membre, today)
    if dossier is None:
        return None
    lignes, actions = list_lignes(membre, dossier)
    annees = list_annees(lignes)
    choisie = annee if annee in annees else choose_annee(annees, today.year)
    return build_financement(dossier, lignes, actions, choisie)


def list_lignes(membre: Membre, dossier: DossierPlan) -> tuple[list[LigneArgent], Mapping[str, ActionPayee]]:
    """Every line of the actions of a plan that this place reads, but those put off or given up; and these actions, by
    key. Three queries."""
    racines = map_racines(noeuds := list_noeuds(dossier))
    noms = {noeud.pk: str(noeud) for _, noeud in noeuds}
    fiches = list_fiches(membre).filter(ctg=dossier.ctg).exclude(statut__in=[statut.value for statut in SORTIS])
    actions, axes = {}, {}
    for pk, code, titre, noeud in fiches.values_list("pk", "code", "titre", "noeud"):
        racine = racines.get(noeud)
        actions[str(pk)] = ActionPayee(pk, " ".join(filter(None, (code, titre))))
        axes[str(pk)] = noms[racine] if racine else SANS_PLACE
    rows = list(get_budget_visible(membre).filter(fiche__in=fiches.values("pk")).select_related("financeur"))
    return split_sections(_read(row, axes[str(row.fiche_id)]) for row in rows), actions


def _read(row: LigneBudget, axe: str) -> LigneArgent:
    nature = NATURES.get(row.nature, "")
    nom = row.financeur.nom if row.financeur else row.financeur_texte
    qui = nature or nom if row.sens == SensBudget.CHARGE else nom or nature
    etat = Etat.CONFIRME if row.confirme else Etat.DEMANDE if row.demande_le else Etat.ESPERE
    return LigneArgent(
        action=str(row.fiche_id),
        axe=axe,
        qui=qui or NON_PRECISE,
        annee=row.annee,
        sens=SensBudget(row.sens),
        nature=row.nature,
        prevu=row.montant_prevu,
        realise=row.montant_realise,
        etat=etat,
        commune=_read_commune(row),
    )


def _read_commune(row: LigneBudget) -> str:
    """The one that the line names; else that of the organisation that pays, when communes pay."""
    if row.commune or row.nature != "communes" or row.financeur is None:
        return row.commune
    return row.financeur.code_commune


def build_financement(
    dossier: DossierPlan, lignes: list[LigneArgent], actions: Mapping[str, ActionPayee], annee: int
) -> PlanFinancement:
    annees = list_annees(lignes)
    par_section: dict[Section, list[LigneArgent]] = defaultdict(list)
    for ligne in lignes:
        if ligne.annee == annee:
            par_section[ligne.section].append(ligne)
    courantes, investies = par_section[Section.FONCTIONNEMENT], par_section[Section.INVESTISSEMENT]
    produits = [row for row in courantes if row.sens is SensBudget.PRODUIT]
    paiements = _sum_paiements(produits)
    oublis = list_oublis(lignes, annee)
    return PlanFinancement(
        dossier=dossier,
        annee=annee,
        annees=tuple(annees),
        fonctionnement=sum_lignes(courantes),
        investissement=sum_lignes(investies),
        valorisation=sum_lignes(par_section[Section.VALORISATION]),
        manques=tuple(ManqueLu(actions[m.action], m) for m in list_manques([*courantes, *investies])),
        oublis=oublis,
        en_trop=tuple((actions[action], montant) for action, montant in oublis.en_trop),
        financeurs=tuple(group_sommes(produits, lambda row: row.qui)),
        natures=tuple(group_sommes((r for r in courantes if r.sens is SensBudget.CHARGE), lambda row: row.qui)),
        axes=tuple(group_sommes(courantes, lambda row: row.axe)),
        par_annee=tuple(
            (an, sum_lignes(r for r in lignes if r.annee == an and r.section is Section.FONCTIONNEMENT))
            for an in annees
        ),
        investissements=tuple(
            (actions[action], sommes)
            for action, sommes in group_sommes(
                (r for r in lignes if r.section is Section.INVESTISSEMENT), lambda row: row.action
            )
        ),
        flux=draw_flux(paiements),
        paiements=tuple(paiements),
    )


def _sum_paiements(produits: list[LigneArgent]) -> list[tuple[str, str, Decimal]]:
    sommes: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in produits:
        sommes[row.qui, row.axe] += row.prevu or Decimal(0)
    return [(qui, axe, montant) for (qui, axe), montant in sommes.items() if montant]

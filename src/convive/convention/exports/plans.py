"""The other plans and schemes, as a document and as a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convive.convention.models import PlanExterne, TypePlan
from convive.convention.selectors.ctg import list_ctgs
from convive.convention.selectors.plan import LignePlan, build_lignes, list_plans
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, build_texte, get_cadre
from convive.documents.rules import Classeur, Colonne, Contenu, Famille, Feuille, FormatCellule
from convive.espaces.models import Membre

TITRE = "Les autres plans et schémas"


@dataclass(frozen=True, slots=True)
class PlanImprime:
    """A plan as it is printed."""

    nom: str
    type: str
    pilote: str
    date_debut: date | None
    date_fin: date | None
    ecart: str
    articulation: str
    orientations: tuple[str, ...]
    lien: str = ""


EXEMPLES = (
    PlanImprime(
        "Projet social du centre Les Passerelles (inventé)", str(TypePlan.PROJET_SOCIAL.label), "Centre inventé",
        date(2024, 1, 1), date(2027, 12, 31), "finit 12 mois avant la fin de « CTG 2024-2028 »",
        "Le comité de pilotage est commun.", ("1 Accueillir les familles", "2 Aller vers les habitants isolés"),
    ),
)  # fmt: skip


def build_plans(membre: Membre, famille: Famille, _choix: str) -> Contenu:
    """Those that are not archived."""
    cadre = get_cadre(membre.espace)
    plans = [plan for plan in list_plans(membre) if plan.archive_le is None]
    lignes = build_lignes(plans, list_ctgs(membre), cadre.jour)
    return _build(cadre, famille, [_print(ligne) for ligne in lignes])


def build_exemple_plans(famille: Famille) -> Contenu:
    return _build(CADRE_EXEMPLE, famille, EXEMPLES)


def _print(ligne: LignePlan) -> PlanImprime:
    plan: PlanExterne = ligne.plan
    orientations = tuple(filter(None, (row.strip() for row in plan.orientations.splitlines())))
    pilote = str(plan.pilote) if plan.pilote else ""
    return PlanImprime(
        plan.nom, plan.libelle_type, pilote, plan.date_debut, plan.date_fin, ligne.ecart, plan.articulation,
        orientations, plan.lien,
    )  # fmt: skip


def _build(cadre: Cadre, famille: Famille, plans: Sequence[PlanImprime]) -> Contenu:
    if famille is Famille.TEXTE:
        return build_texte(cadre, TITRE, "convention/types/plans.html", {"plans": plans})
    colonnes = [
        Colonne("Plan", largeur=40),
        Colonne("Type", largeur=36),
        Colonne("Pilote", largeur=32),
        Colonne("Premier jour", FormatCellule.DATE),
        Colonne("Dernier jour", FormatCellule.DATE),
        Colonne("Avec la CTG", largeur=34),
        Colonne("Ce qui le lie à la CTG", largeur=50),
        Colonne("Orientations", largeur=60),
        Colonne("Document", largeur=40),
    ]
    lignes = [
        [p.nom, p.type, p.pilote, p.date_debut or "", p.date_fin or "", p.ecart, p.articulation,
         "\n".join(p.orientations), p.lien]
        for p in plans
    ]  # fmt: skip
    notes = list(filter(None, [cadre.fictif]))
    return Classeur(TITRE, [Feuille(TITRE, colonnes, lignes, notes)], build_metadonnees(cadre, TITRE))

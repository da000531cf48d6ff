"""The other plans and schemes, in the chapter of the partners of a diagnosis."""

from collections.abc import Iterator, Sequence

from convive.convention.models import PlanExterne
from convive.convention.selectors.plan import list_plans_espace
from convive.diagnostic.chapitres import Compte, ContenuChapitre, ContexteChapitre, contenus
from convive.diagnostic.rules.contenus import ContenuADessiner, Provenance, TableauSource
from convive.documents.rules.blocs import Tableau
from convive.socle.formats import date_longue, nombre_accorde
from convive.socle.texte import get_extrait

TITRE = "Les autres plans et schémas"
SOURCE = "Plans et schémas inscrits dans l’espace"
ENTETES = ("Plan ou schéma", "Piloté par", "Dates", "Ce qui le lie à la CTG")
MAX_ARTICULATION = 240


def _get_plans(contexte: ContexteChapitre) -> list[PlanExterne]:
    return contexte.remember("plans_externes", lambda: list_plans_espace(contexte.espace))


def _get_source(contexte: ContexteChapitre) -> Provenance:
    return Provenance(SOURCE, str(contexte.jour.year), limite="Ce que les membres de l’espace y ont inscrit.")


def build_plans(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """One table: whose plan it is, when it runs, what ties it to the CTG."""
    if plans := _get_plans(contexte):
        lignes = tuple(
            (_write_nom(plan), str(plan.pilote or "–"), _write_dates(plan), _write_lien(plan)) for plan in plans
        )
        yield TableauSource(Tableau(TITRE, ENTETES, lignes), (_get_source(contexte),))


def _write_nom(plan: PlanExterne) -> str:
    return plan.nom if plan.libelle_type in plan.nom else f"{plan.nom} ({plan.libelle_type})"


def _write_dates(plan: PlanExterne) -> str:
    start = f"du {date_longue(plan.date_debut)}" if plan.date_debut else ""
    end = f"jusqu’au {date_longue(plan.date_fin)}" if plan.date_fin else ""
    return " ".join(filter(None, (start, end))) or "–"


def _write_lien(plan: PlanExterne) -> str:
    """What ties it to the CTG; how many orientations it has, which are on its own page."""
    orientations = sum(bool(row.strip()) for row in plan.orientations.splitlines())
    counted = f"{nombre_accorde(orientations, 'orientation')}." if orientations else ""
    return " ".join(filter(None, (get_extrait(plan.articulation, MAX_ARTICULATION), counted))) or "–"


def count_plans(contexte: ContexteChapitre) -> Sequence[Compte]:
    total = len(_get_plans(contexte))
    return (Compte(total, "autre plan", "autres plans"),) if total else ()


def list_provenances(contexte: ContexteChapitre) -> Sequence[Provenance]:
    return (_get_source(contexte),) if _get_plans(contexte) else ()


def record_contenus_plans() -> None:
    contenus.record(ContenuChapitre("plans", {"partenaires"}, 20, "", build_plans, count_plans, list_provenances))

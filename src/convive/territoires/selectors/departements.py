"""Départements, which are picked and never composed."""

from collections.abc import Sequence
from dataclasses import dataclass

from convive.territoires.models import Territoire
from convive.territoires.rules import TypeTerritoire, get_cle_territoire, is_fictif


@dataclass(frozen=True, slots=True)
class ResumeDepartement:
    """A département as one picks it; `fictif` comes last in a list, and says so."""

    code: str
    nom: str
    fictif: bool


def list_departements() -> list[ResumeDepartement]:
    """Today's départements in the order of their names, the fictional one last; one query."""
    rows = Territoire.objects.active().filter(type=TypeTerritoire.DEPARTEMENT).order_by("nom_recherche", "code")
    found = [ResumeDepartement(code, nom, is_fictif(code)) for code, nom in rows.values_list("code", "nom")]
    return sorted(found, key=lambda departement: departement.fictif)


def list_codes_departement(code: str) -> Sequence[str]:
    """INSEE codes of today's communes of a département; one query."""
    communes = Territoire.objects.active().filter(
        type=TypeTerritoire.COMMUNE, departement=get_cle_territoire(TypeTerritoire.DEPARTEMENT, code)
    )
    return list(communes.order_by("code").values_list("code", flat=True))

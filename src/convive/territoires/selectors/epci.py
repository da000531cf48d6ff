"""The intercommunalités of today, all at once: what a ranking or a likeness names."""

from dataclasses import dataclass

from convive.territoires.models import Territoire
from convive.territoires.rules import TypeTerritoire


@dataclass(frozen=True, slots=True)
class ResumeEpci:
    code: str
    nom: str
    departement: str
    departement_nom: str
    population_municipale: int | None


def list_epci() -> dict[str, ResumeEpci]:
    """By SIREN, the fictional one among them; one query."""
    rows = Territoire.objects.active().filter(type=TypeTerritoire.EPCI).order_by("code")
    values = rows.values_list("code", "nom", "departement__code", "departement__nom", "population_municipale")
    return {
        code: ResumeEpci(code, nom, departement or "", departement_nom or "", population)
        for code, nom, departement, departement_nom, population in values
    }

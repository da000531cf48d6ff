"""Small reads that pages need beside a search."""

from collections.abc import Sequence
from dataclasses import dataclass

from convive.territoires.models import Territoire
from convive.territoires.rules import TYPES_RECHERCHES, TypeTerritoire, is_fictif
from convive.territoires.rules.territoires import PREFIXE_FICTIF_SIREN


@dataclass(frozen=True, slots=True)
class ResumeTerritoire:
    """A territory named on a page, with the reference of its portrait."""

    reference: str
    nom: str
    population_municipale: int | None
    fictif: bool


def get_resumes(codes: Sequence[str]) -> list[ResumeTerritoire]:
    """Today's territories of these codes, in the order asked; one that no longer exists is left out. One query."""
    known = {t.code: t for t in Territoire.objects.active().filter(code__in=codes, type__in=TYPES_RECHERCHES)}
    return [
        ResumeTerritoire(code, known[code].nom, known[code].population_municipale, is_fictif(code))
        for code in codes
        if code in known
    ]


def get_resume_fictif() -> ResumeTerritoire | None:
    """The first invented intercommunalité on which one practises; None when none was loaded. One query."""
    rows = Territoire.objects.active().filter(type=TypeTerritoire.EPCI, code__startswith=PREFIXE_FICTIF_SIREN)
    found = rows.order_by("code").first()
    return ResumeTerritoire(found.code, found.nom, found.population_municipale, True) if found else None


def has_territoires() -> bool:
    """Tell whether a code list was loaded."""
    return Territoire.objects.exists()

"""Kinds of territories, their codes, and the rows of a year's code list."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from convive.socle.enums import EnumLibelle

# INSEE keeps the code 99 for foreign countries, and no EPCI has a SIREN in 9999: fictional territories can take both.
PREFIXE_FICTIF_INSEE = "99"
PREFIXE_FICTIF_SIREN = "9999"


class TypeTerritoire(EnumLibelle):
    """Kinds of territories of the code list."""

    COMMUNE = "commune", "Commune"
    ARRONDISSEMENT_MUNICIPAL = "arrondissement_municipal", "Arrondissement municipal"
    COMMUNE_DELEGUEE = "commune_deleguee", "Commune déléguée"
    COMMUNE_ASSOCIEE = "commune_associee", "Commune associée"
    EPCI = "epci", "Intercommunalité"
    EPT = "ept", "Établissement public territorial"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"


TYPES_GROUPEMENT = (TypeTerritoire.EPCI, TypeTerritoire.EPT)
TYPES_PERIMETRE_SEUL = (TypeTerritoire.COMMUNE, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL)
"""What may enter a périmètre: a commune, or a part of Paris, Lyon or Marseille."""
TYPES_PARTIE_DE_COMMUNE = (TypeTerritoire.COMMUNE_DELEGUEE, TypeTerritoire.COMMUNE_ASSOCIEE)
"""Parts of a commune without figures of their own: they lead to it."""
TYPES_RECHERCHES = (*TYPES_GROUPEMENT, *TYPES_PERIMETRE_SEUL, *TYPES_PARTIE_DE_COMMUNE)


class NaturePassage(EnumLibelle):
    """How a former code became today's commune."""

    FUSION = "fusion", "Fusion"
    SCISSION = "scission", "Scission"
    RECODAGE = "recodage", "Changement de code"


def is_fictif(code: str) -> bool:
    """Tell whether an INSEE code (2 or 5 characters) or a SIREN (9) belongs to the fictional territory."""
    prefix = PREFIXE_FICTIF_SIREN if len(code) == 9 else PREFIXE_FICTIF_INSEE
    return code.startswith(prefix)


def get_cle_territoire(type_territoire: str, code: str) -> str:
    """The primary key of a territory: a commune and its chef-lieu déléguée have the same code, not the same type."""
    return f"{type_territoire}:{code}"


@dataclass(frozen=True, slots=True)
class LigneTerritoire:
    """One row of a year's code list, as in `territoires.parquet`; codes are today's, empty text or None is absent."""

    code: str
    nom: str
    type: str
    zone: str | None = None
    departement: str | None = None
    region: str | None = None
    parent: str | None = None
    epci: str | None = None
    ept: str | None = None
    siren: str | None = None
    codes_postaux: tuple[str, ...] = ()
    anciens_codes: tuple[str, ...] = ()
    population_municipale: int | None = None


@dataclass(frozen=True, slots=True)
class LignePassage:
    """A dated fact kept by hand: a former code and one of the communes that it became."""

    ancien_code: str
    code: str
    nature: str
    date_effet: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class BilanImport:
    """What an import of the code list did; numbers of rows."""

    millesime: int
    crees: int
    modifies: int
    inchanges: int
    desactives: int
    codes_postaux: int
    anciens_codes: int


class ListeRefusee(ValueError):
    """A code list or a list of passages that contradicts itself: nothing of it was written."""


class Suggestion(NamedTuple):
    """A way out of an error: a reference that exists and how it is called, « Civray (Vienne) »."""

    reference: str
    nom: str


@dataclass(frozen=True, slots=True)
class ResultatTerritoire:
    """A line of search results. `reference` leads to the portrait; `precision` says why a line is there when its
    name does not: « commune déléguée de Baugé-en-Anjou », « ancien code 01340 ».
    """

    reference: str
    type: str
    type_libelle: str
    code: str
    nom: str
    departement: str
    departement_nom: str
    population_municipale: int | None
    nombre_communes: int | None
    precision: str
    millesime: int
    fictif: bool

    @property
    def is_groupement(self) -> bool:
        return self.type in TYPES_GROUPEMENT

"""Rules about measures: what a figure can be."""

from enum import StrEnum
from typing import NamedTuple


class Statut(StrEnum):
    """The status of a figure. None of the statuses without a number means zero."""

    VALEUR = "valeur"
    SECRET = "secret"  # noqa: S105 - statistical secrecy, not a password.
    PARTIEL = "partiel"
    NON_DISPONIBLE = "non_disponible"
    NON_PUBLIE = "non_publie"
    NON_CALCULABLE = "non_calculable"
    SCISSION_INCOMPLETE = "scission_incomplete"
    RUPTURE_DE_SERIE = "rupture_de_serie"
    NON_APPLICABLE = "non_applicable"


STATUTS_AVEC_VALEUR = frozenset({Statut.VALEUR, Statut.PARTIEL, Statut.RUPTURE_DE_SERIE})


class Maille(StrEnum):
    """The geographic level of a figure, from the smallest to the largest.

    `SCISSION`: a commune as it was before it split, under the code of the piece that kept it; see `donnees.scissions`.
    """

    IRIS = "iris"
    QUARTIER_PRIORITAIRE = "quartier_prioritaire"
    COMMUNE = "commune"
    SCISSION = "scission"
    ARRONDISSEMENT_MUNICIPAL = "arrondissement_municipal"
    EPCI = "epci"
    EPT = "ept"
    DEPARTEMENT = "departement"
    REGION = "region"
    FRANCE = "france"


CODE_FRANCE = "FR"
MILLESIME_SUPERFICIE = 2026
"""The vintage of the areas of today's communes: the year of the code list, whichever file they come from."""


class Mesure(NamedTuple):
    """One row of the long table: a figure, or the reason why there is none."""

    maille: str
    territoire: str
    indicateur: str
    millesime: int
    valeur: float | None
    statut: str
    source: str
    communes_connues: int | None = None
    communes_total: int | None = None


class NatureLieu(StrEnum):
    """The kind of a place of an official list."""

    ECOLE = "ecole"
    COLLEGE = "college"
    LYCEE = "lycee"
    MEDICO_SOCIAL = "medico_social"
    FRANCE_SERVICES = "france_services"


class Lieu(NamedTuple):
    """A place of an official list, in today's commune; `details` is a JSON object with its other details.

    Longitude and latitude are in degrees (WGS 84), None if the list does not give them.
    """

    nature: str
    identifiant: str
    nom: str
    commune: str
    adresse: str
    longitude: float | None
    latitude: float | None
    details: str
    millesime: int
    source: str


class Zone(NamedTuple):
    """The name of an IRIS or of a quartier prioritaire in today's commune (one row for each, if it is in several).

    `nature`: type of the IRIS (H, A, D, Z), or year of the list of quartiers.
    """

    maille: str
    territoire: str
    nom: str
    commune: str
    nature: str
    source: str


def compute_statut_somme(connues: int, total: int, ruptures: int = 0, partielles: int = 0) -> Statut:
    """Tell what the sum over a territory is, from how many of its communes have a value.

    `ruptures` and `partielles`: how many of the known values are themselves a break in series, or a partial sum.
    A break takes precedence over a missing component, which `connues` and `total` already show, whereas only the status
    shows a break. The same rule is written in SQL in `agregation.py`; a test compares the two.

    >>> compute_statut_somme(connues=34, total=35)
    <Statut.PARTIEL: 'partiel'>
    """
    if not connues:
        return Statut.NON_DISPONIBLE
    if ruptures:
        return Statut.RUPTURE_DE_SERIE
    return Statut.PARTIEL if connues < total or partielles else Statut.VALEUR

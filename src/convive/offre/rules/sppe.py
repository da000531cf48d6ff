"""The service public de la petite enfance: its four competences, and where they are compulsory. Pure Python.

Each commune is an autorité organisatrice, unless it has transferred a competence to an intercommunalité or a syndicat:
the thresholds then apply to the total population of the communes that transferred it (code de l’action sociale et des
familles, article L214-1-3; law of 18 December 2023).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convive.socle.enums import EnumLibelle
from convive.socle.formats import nombre


class Competence(EnumLibelle):
    """The competences, in the order of the law."""

    RECENSER = "recenser", "Recenser les besoins et l’offre"
    INFORMER = "informer", "Informer et accompagner les familles"
    PLANIFIER = "planifier", "Planifier le développement de l’accueil"
    SOUTENIR = "soutenir", "Soutenir la qualité de l’accueil"


SANS_SEUIL = (Competence.RECENSER, Competence.INFORMER)


class Obligation(StrEnum):
    OBLIGATOIRE = "obligatoire"
    FACULTATIVE = "facultative"
    INCONNUE = "population inconnue"


@dataclass(frozen=True, slots=True)
class Seuils:
    """The populations above which (strictly) a competence, the schéma and the RPE are compulsory; None at a date when
    the law did not require it yet."""

    seuil_planifier: int | None = None
    seuil_schema: int | None = None
    seuil_relais: int | None = None


@dataclass(frozen=True, slots=True)
class CommuneSppe:
    """A commune of the périmètre; its population may be unknown."""

    code: str
    nom: str
    population: int | None


@dataclass(frozen=True, slots=True)
class Exercice:
    """Who exercises a competence in a commune, and since when."""

    code_commune: str
    competence: Competence
    organisation: UUID
    organisation_nom: str
    depuis: date | None = None


@dataclass(frozen=True, slots=True)
class CaseSppe:
    """A cell of the table; `exercice` is None if unknown: the commune is then in charge."""

    competence: Competence
    exercice: Exercice | None
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class LigneSppe:
    commune: CommuneSppe
    cases: tuple[CaseSppe, ...]


@dataclass(frozen=True, slots=True)
class AutoriteSppe:
    """An organisation that exercises a competence, with its numbers of communes and inhabitants. `has_schema`,
    `has_relais`: whether the schéma pluriannuel and the RPE are compulsory for it; None if unknown."""

    organisation_nom: str
    competence: Competence
    communes: int
    population: int | None
    obligation: Obligation
    has_schema: bool | None = None
    has_relais: bool | None = None

    @property
    def obligations(self) -> str:
        """« avec un schéma pluriannuel et un relais petite enfance », or « »."""
        dus = [
            nom
            for nom, is_du in (
                ("un schéma pluriannuel", self.has_schema),
                ("un relais petite enfance", self.has_relais),
            )
            if is_du
        ]
        return f"avec {' et '.join(dus)}" if dus else ""


@dataclass(frozen=True, slots=True)
class TableauSppe:
    lignes: tuple[LigneSppe, ...]
    autorites: tuple[AutoriteSppe, ...]
    non_dites: int

    @property
    def is_vide(self) -> bool:
        return not self.autorites


def build_tableau(communes: Sequence[CommuneSppe], exercices: Iterable[Exercice], seuils: Seuils) -> TableauSppe:
    """The table of communes × competences; exercices in other communes are ignored."""
    by_code = {commune.code: commune for commune in communes}
    known = {(e.code_commune, e.competence): e for e in exercices if e.code_commune in by_code}
    groups: dict[tuple[Competence, UUID], list[Exercice]] = {}
    for exercice in known.values():
        groups.setdefault((exercice.competence, exercice.organisation), []).append(exercice)
    populations = {cle: _sum_populations(rows, by_code) for cle, rows in groups.items()}

    def build_case(commune: CommuneSppe, competence: Competence) -> CaseSppe:
        exercice = known.get((commune.code, competence))
        concernes = populations[competence, exercice.organisation] if exercice else commune.population
        return CaseSppe(competence, exercice, get_obligation(competence, concernes, seuils))

    lignes = tuple(LigneSppe(c, tuple(build_case(c, competence) for competence in Competence)) for c in communes)
    autorites = [
        AutoriteSppe(
            rows[0].organisation_nom,
            competence,
            len(rows),
            populations[competence, organisation],
            get_obligation(competence, populations[competence, organisation], seuils),
            _is_due(competence, populations[competence, organisation], seuils.seuil_schema),
            _is_due(competence, populations[competence, organisation], seuils.seuil_relais),
        )
        for (competence, organisation), rows in groups.items()
    ]
    order = list(Competence)
    autorites.sort(key=lambda a: (a.organisation_nom, order.index(a.competence)))
    return TableauSppe(lignes, tuple(autorites), len(communes) * len(order) - len(known))


def get_obligation(competence: Competence, population: int | None, seuils: Seuils) -> Obligation:
    """Whether the competence is compulsory for an autorité organisatrice with this population."""
    if competence in SANS_SEUIL:
        return Obligation.OBLIGATOIRE
    if population is None:
        return Obligation.INCONNUE
    is_due = seuils.seuil_planifier is not None and population > seuils.seuil_planifier
    return Obligation.OBLIGATOIRE if is_due else Obligation.FACULTATIVE


def _is_due(competence: Competence, population: int | None, seuil: int | None) -> bool | None:
    if competence is not Competence.PLANIFIER or population is None:
        return None
    return seuil is not None and population > seuil


def _sum_populations(exercices: Iterable[Exercice], communes: Mapping[str, CommuneSppe]) -> int | None:
    """The total population; None if one is unknown, since a partial sum would be taken for the total."""
    total = 0
    for exercice in exercices:
        population = communes[exercice.code_commune].population
        if population is None:
            return None
        total += population
    return total


def build_phrase_seuils(seuils: Seuils) -> str:
    """What the thresholds at that date require, in two sentences."""
    dus = [
        f"{quoi} au-dessus de {nombre(seuil)}\u00a0habitants"
        for quoi, seuil in (
            ("planifier et soutenir la qualité le sont", seuils.seuil_planifier),
            ("le schéma pluriannuel,", seuils.seuil_schema),
            ("le relais petite enfance,", seuils.seuil_relais),
        )
        if seuil is not None
    ]
    return (
        "\u00a0; ".join(["Recenser et informer sont obligatoires partout", *dus])
        + ". Quand une compétence est transférée, on compte ensemble les habitants de toutes les communes qui l’ont "
        "confiée au même organisme."
    )

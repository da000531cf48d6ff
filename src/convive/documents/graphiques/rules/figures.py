"""What a chart is made of, and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass

from convive.donnees.rules import STATUTS_AVEC_VALEUR, Statut


class GraphiqueInvalide(ValueError):
    """The chart cannot be drawn honestly; the message is French and can be shown."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """The same figures as the chart, already written in French, to be shown beside it."""

    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Graphique:
    """A chart ready for a page or a document: `svg` scales, has a title and a description, and no style. `message`
    says in a few words what it shows, when whoever drew it knows."""

    svg: str
    titre: str
    description: str
    tableau: Tableau
    source: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series. `valeur` is None unless the statut carries a number."""

    annee: int
    valeur: float | None
    statut: Statut = Statut.VALEUR


@dataclass(frozen=True, slots=True)
class Serie:
    """One line; `accent` writes its label in bold ink."""

    nom: str
    points: tuple[Point, ...]
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Rupture:
    """Break of a series: figures from `annee` on cannot be compared with those before."""

    annee: int
    mot: str = "rupture de série"


@dataclass(frozen=True, slots=True)
class Repere:
    """A horizontal mark to read the lines against, for example a target."""

    valeur: float
    libelle: str


@dataclass(frozen=True, slots=True)
class Barre:
    """One territory of a comparison; `accent` is the territory of the page, drawn in teal."""

    nom: str
    valeur: float | None
    statut: Statut = Statut.VALEUR
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One share of a whole."""

    libelle: str
    valeur: float | None
    statut: Statut = Statut.VALEUR


@dataclass(frozen=True, slots=True)
class Repartition:
    """How the whole of one territory splits; every row of a chart has the same shares in the same order."""

    nom: str
    parts: tuple[Part, ...]
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Zone:
    """One commune of a map. `groupe` (its département) names the panel when the perimeter is in several pieces."""

    code: str
    nom: str
    valeur: float | None
    statut: Statut = Statut.VALEUR
    population: float | None = None
    groupe: str = ""


MOTS_STATUT = {
    Statut.SECRET: "s, secret",
    Statut.NON_PUBLIE: "np, non publié",
    Statut.NON_CALCULABLE: "nc, non calculable",
    Statut.SCISSION_INCOMPLETE: "nd, scission incomplète",
    Statut.NON_APPLICABLE: "sans objet",
}
MOT_NON_DISPONIBLE = "nd, non disponible"


def get_nombre(valeur: float | None, statut: Statut) -> float | None:
    """The number that may be drawn: never the one of a secret figure, never a zero in place of a hole."""
    return valeur if statut in STATUTS_AVEC_VALEUR else None


def get_mot(statut: Statut) -> str:
    """The words written in place of a number."""
    return MOTS_STATUT.get(statut, MOT_NON_DISPONIBLE)


def validate_series(series: Sequence[Serie]) -> None:
    """Raise `GraphiqueInvalide` unless there are one to five named series with at least one number."""
    if not 1 <= len(series) <= 5:
        raise GraphiqueInvalide(f"Une courbe montre de une à cinq séries ; il y en a {len(series)}.")
    if len({serie.nom for serie in series}) < len(series):
        raise GraphiqueInvalide("Deux séries portent le même nom : on ne pourrait pas les distinguer.")
    for serie in series:
        annees = [point.annee for point in serie.points]
        if len(set(annees)) < len(annees):
            raise GraphiqueInvalide(f"La série « {serie.nom} » a deux valeurs pour une même année.")
    if all(get_nombre(point.valeur, point.statut) is None for serie in series for point in serie.points):
        raise GraphiqueInvalide("Aucune valeur connue : la courbe serait vide.")

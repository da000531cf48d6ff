"""The catalogue: what an indicator is, and what makes an entry valid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any


class Calcul(StrEnum):
    """How a figure is made from measured quantities."""

    SOMME = "somme"
    RATIO = "ratio"
    EVOLUTION = "evolution"
    PUBLIE = "publie"


class CatalogueInvalide(ValueError):
    """An entry of the catalogue cannot be used; the message names it."""


@dataclass(frozen=True)
class Theme:
    identifiant: str
    libelle: str
    icone: str


@dataclass(frozen=True)
class Parametre:
    """A dated parameter; `usage` marks a common practice that is not an official rule."""

    identifiant: str
    valeur: float
    unite: str
    libelle: str
    date_debut: date
    date_fin: date | None
    url_source: str | None
    usage: bool


@dataclass(frozen=True)
class Indicateur:
    """One entry of the catalogue; quantities are identifiers of the long table.

    `designation` is what a count counts, as a sentence says it (« habitants de 65 ans ou plus »); the unit otherwise.
    `intemporelles` do not change with the year of the figure (a surface): their last vintage serves them all.
    """

    identifiant: str
    theme: str
    libelle: str
    sujet: str
    calcul: Calcul
    unite: str
    decimales: int
    grandeurs: tuple[str, ...] = ()
    numerateur: tuple[str, ...] = ()
    denominateur: tuple[str, ...] = ()
    intemporelles: tuple[str, ...] = ()
    facteur: float = 1.0
    millesimes: tuple[int, ...] = ()
    seuil_denominateur: int | None = None
    ecart_notable: float | None = None
    ecart_relatif: bool = False
    ecart_unite: str = ""
    designation: str = ""
    sensible: bool = False
    serie: bool = False
    limite: str = ""
    effectif: bool = False

    @property
    def is_effectif(self) -> bool:
        """Whether it counts something: twice the territory, twice the figure. Its map draws circles, and no colours.

        What adds up is one; `effectif` says it of a count that its producer publishes.
        """
        return self.effectif or self.calcul is Calcul.SOMME

    @cached_property
    def composantes(self) -> tuple[str, ...]:
        """Every quantity that the figure needs, once."""
        return tuple(dict.fromkeys((*self.grandeurs, *self.numerateur, *self.denominateur)))

    @cached_property
    def datees(self) -> tuple[str, ...]:
        """The quantities whose vintage is the one of the figure."""
        return tuple(grandeur for grandeur in self.composantes if grandeur not in self.intemporelles)


@dataclass(frozen=True)
class Catalogue:
    themes: tuple[Theme, ...]
    indicateurs: tuple[Indicateur, ...]
    parametres: tuple[Parametre, ...]

    @cached_property
    def grandeurs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(g for indicateur in self.indicateurs for g in indicateur.composantes))

    def for_theme(self, theme: str) -> tuple[Indicateur, ...]:
        return tuple(i for i in self.indicateurs if i.theme == theme)

    def get(self, identifiant: str) -> Indicateur:
        return next(i for i in self.indicateurs if i.identifiant == identifiant)

    def get_parametre(self, identifiant: str, a_la_date: date) -> float:
        """Value of a parameter on a day; raise KeyError when none covers it."""
        for parametre in self.parametres:
            covers = parametre.date_debut <= a_la_date and (
                parametre.date_fin is None or a_la_date <= parametre.date_fin
            )
            if parametre.identifiant == identifiant and covers:
                return parametre.valeur
        raise KeyError(identifiant)


def _build_indicateur(entry: Mapping[str, Any], themes: set[str]) -> Indicateur:
    name = entry.get("identifiant", "(sans identifiant)")
    tuples = {"grandeurs", "numerateur", "denominateur", "intemporelles", "millesimes"}
    fields: dict[str, Any] = {key: tuple(value) if key in tuples else value for key, value in entry.items()}
    try:
        indicateur = Indicateur(**fields | {"calcul": Calcul(entry["calcul"])})
    except (TypeError, ValueError, KeyError) as error:
        raise CatalogueInvalide(f"{name} : {error}") from error
    expected = {
        Calcul.SOMME: bool(indicateur.grandeurs),
        Calcul.PUBLIE: len(indicateur.grandeurs) == 1,
        Calcul.EVOLUTION: len(indicateur.grandeurs) == 1 and len(indicateur.millesimes) == 2,
        Calcul.RATIO: bool(indicateur.numerateur and indicateur.denominateur),
    }
    if not expected[indicateur.calcul]:
        raise CatalogueInvalide(f"{name} : les grandeurs ne correspondent pas au calcul « {indicateur.calcul} ».")
    if indicateur.theme not in themes:
        raise CatalogueInvalide(f"{name} : thème inconnu « {indicateur.theme} ».")
    return indicateur


def build_catalogue(
    themes: Iterable[Mapping[str, Any]],
    indicateurs: Iterable[Mapping[str, Any]],
    parametres: Iterable[Mapping[str, Any]],
) -> Catalogue:
    """Validate the three lists read from YAML; raise CatalogueInvalide naming the first wrong entry."""
    built_themes = tuple(Theme(**entry) for entry in themes)
    names = {theme.identifiant for theme in built_themes}
    built = tuple(_build_indicateur(entry, names) for entry in indicateurs)
    doubles = {i.identifiant for i in built if sum(j.identifiant == i.identifiant for j in built) > 1}
    if doubles:
        raise CatalogueInvalide(f"Identifiants en double : {', '.join(sorted(doubles))}.")
    return Catalogue(built_themes, built, tuple(Parametre(**entry) for entry in parametres))

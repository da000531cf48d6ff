"""The blocks that a frozen state keeps and that packages add to the documents of others. Pure.

A block is a heading, a paragraph or a list of `socle.texte`, or a table. It is data, never markup: templates write it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from convive.socle.texte import Bloc, NatureBloc

TABLEAU = "tableau"
TITRES = (NatureBloc.TITRE, NatureBloc.SOUS_TITRE)


class BlocIllisible(ValueError):
    """What was kept is not a block: someone changed it, or it was written by a later version."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """A small table. The first cell of a row is its heading; each row has as many cells as `entetes`. Columns of
    `nombres` (ranks from 0) are aligned on the right."""

    legende: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    nombres: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.legende or not self.entetes or any(len(ligne) != len(self.entetes) for ligne in self.lignes):
            raise BlocIllisible(f"Tableau mal formé : {self.legende!r}.")

    @property
    def nature(self) -> str:
        return TABLEAU


type Element = Bloc | Tableau


@dataclass(frozen=True, slots=True)
class ElementPlace:
    """A block where it is shown; `niveau` is that of a heading, and means nothing for the others."""

    element: Element
    niveau: int


def place_elements(elements: Iterable[Element], niveau: int) -> list[ElementPlace]:
    """Blocks under a heading of the level just above `niveau`: none is skipped, as a reader by ear asks."""
    placed, has_titre = [], False
    for element in elements:
        has_titre = has_titre or element.nature == NatureBloc.TITRE
        is_dessous = element.nature == NatureBloc.SOUS_TITRE and has_titre
        placed.append(ElementPlace(element, niveau + is_dessous))
    return placed


def list_lignes(elements: Iterable[Element]) -> list[str]:
    """The words of blocks, one line for each that a reader sees: to compare and to search."""
    lignes: list[str] = []
    for element in elements:
        if isinstance(element, Tableau):
            rows = (element.entetes, *element.lignes)
            lignes += [element.legende, *(" | ".join(row) for row in rows)]
        elif element.nature is NatureBloc.LISTE:
            lignes += [f"• {ligne}" for ligne in element.lignes]
        elif element.nature is NatureBloc.LISTE_NUMEROTEE:
            lignes += [f"{element.debut + rang}. {ligne}" for rang, ligne in enumerate(element.lignes)]
        else:
            lignes += element.lignes
    return lignes


def dump_elements(elements: Sequence[Element]) -> list[dict[str, Any]]:
    """Blocks as JSON values."""
    return [
        _dump_tableau(e)
        if isinstance(e, Tableau)
        else {"nature": e.nature.value, "lignes": [*e.lignes], "debut": e.debut}
        for e in elements
    ]


def _dump_tableau(tableau: Tableau) -> dict[str, Any]:
    """Without columns of numbers, as those that were frozen before there were any: one content, one seal."""
    rows = [[*row] for row in tableau.lignes]
    valeur = {"nature": TABLEAU, "legende": tableau.legende, "entetes": [*tableau.entetes], "lignes": rows}
    return valeur | {"nombres": [*tableau.nombres]} if tableau.nombres else valeur


def load_elements(valeur: Any) -> tuple[Element, ...]:
    """The blocks of JSON values. Raise BlocIllisible for anything else, whoever wrote it."""
    if not isinstance(valeur, list):
        raise BlocIllisible("Des blocs étaient attendus.")
    return tuple(_load_element(item) for item in valeur)


def _load_element(valeur: Any) -> Element:
    try:
        if valeur["nature"] == TABLEAU:
            rows = tuple(_load_textes(row) for row in valeur["lignes"])
            [legende] = _load_textes([valeur["legende"]])
            return Tableau(legende, _load_textes(valeur["entetes"]), rows, _load_rangs(valeur.get("nombres", [])))
        nature, lignes, debut = NatureBloc(valeur["nature"]), _load_textes(valeur["lignes"]), valeur["debut"]
    except (TypeError, KeyError, ValueError) as error:
        raise BlocIllisible("Un bloc est illisible.") from error
    if not lignes or type(debut) is not int:
        raise BlocIllisible("Un bloc est illisible.")
    return Bloc(nature, lignes, debut)


def _load_rangs(valeur: Any) -> tuple[int, ...]:
    if not isinstance(valeur, list) or not all(type(item) is int for item in valeur):
        raise BlocIllisible("Les colonnes de nombres d’un tableau sont des rangs.")
    return tuple(valeur)


def _load_textes(valeur: Any) -> tuple[str, ...]:
    if not isinstance(valeur, list) or not all(isinstance(item, str) for item in valeur):
        raise BlocIllisible("Un bloc ne contient que des textes.")
    return tuple(valeur)

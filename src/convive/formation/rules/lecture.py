"""The critical reading: the grid, and the three projets sociaux assessed with it. Pure Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide

NOTES = (0, 1, 2, 3)
PROJETS = ("valmeraude", "trois_rivieres", "haut_soulan")
"""The levels, in the order in which the projects are read: « confort » first, then « vide »."""
MAX_TITRE = 200
MAX_TEXTE_PROJET = 120_000
MIN_LECTEURS = 3
"""With fewer readers, the results of the room would reveal the marks of one person."""
SIEN = "sien"
"""The key of the project that a person has brought."""


@dataclass(frozen=True, slots=True)
class Critere:
    cle: str
    question: str
    aide: str


@dataclass(frozen=True, slots=True)
class Note:
    note: int
    nom: str


@dataclass(frozen=True, slots=True)
class GrilleLecture:
    criteres: tuple[Critere, ...]
    echelle: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Partie:
    titre: str
    texte: str


@dataclass(frozen=True, slots=True)
class Projet:
    """`niveau` is the author's assessment, shown once everyone has read the project."""

    cle: str
    titre: str
    territoire: str
    niveau: str
    parties: tuple[Partie, ...]


def build_grille_lecture(contenu: Mapping[str, Any]) -> GrilleLecture:
    """Build the grid. Raise ContenuInvalide if its scale is not 0 to 3."""
    grille = GrilleLecture(
        tuple(Critere(**ligne) for ligne in contenu["grille"]), tuple(Note(**ligne) for ligne in contenu["echelle"])
    )
    if tuple(note.note for note in grille.echelle) != NOTES:
        raise ContenuInvalide("L’échelle de la lecture va de 0 à 3.")
    if len({critere.cle for critere in grille.criteres}) != len(grille.criteres):
        raise ContenuInvalide("Deux fois le même critère.")
    return grille


def build_projet(contenu: Mapping[str, Any]) -> Projet:
    return Projet(**{**contenu, "parties": tuple(Partie(**ligne) for ligne in contenu["parties"])})


def name_note(projet: str, critere: str) -> str:
    """The name of a line of the grid in the answers of an atelier."""
    return f"{projet}-{critere}"


def compute_total(notes: Iterable[int | None]) -> tuple[int, int]:
    """The sum of the marks, and the maximum; a line without a mark counts in neither."""
    known = [note for note in notes if note is not None]
    return sum(known), len(known) * NOTES[-1]

"""The critical reading: the grid, and the three social projects that are read with it. Pure Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide

NOTES = (0, 1, 2, 3)
PROJETS = ("valmeraude", "trois_rivieres", "haut_soulan")
"""In the order in which they are read: the comfort first, then the void."""
MAX_TITRE = 200
MAX_TEXTE_PROJET = 120_000
MIN_LECTEURS = 3
"""Under it, what the room noted would be what someone noted."""
SIEN = "sien"
"""The key of one’s own project, that one brought."""


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
    """`niveau` says what the writer thinks of it: shown once everyone has read."""

    cle: str
    titre: str
    territoire: str
    niveau: str
    parties: tuple[Partie, ...]


def build_grille_lecture(contenu: Mapping[str, Any]) -> GrilleLecture:
    """Raise ContenuInvalide for a scale that is not 0 to 3."""
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
    """How a line of the grid is named in the answers of a workshop."""
    return f"{projet}-{critere}"


def compute_total(notes: Iterable[int | None]) -> tuple[int, int]:
    """The sum of what was noted, and out of how much: a line without a note counts in neither."""
    known = [note for note in notes if note is not None]
    return sum(known), len(known) * NOTES[-1]

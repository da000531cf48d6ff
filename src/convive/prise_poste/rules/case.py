"""A box that saves itself, in which several people write at once: what is kept, what is asked back. Pure Python."""

from dataclasses import dataclass
from datetime import datetime

from convive.socle.fusion_textes import fuse_textes, has_marques

MAX_TEXTE = 8000
MAX_CHAMP = 80
LIGNES_COURTES = 2
A_ACCORDER = "Quelqu’un a écrit au même endroit. Gardez ce qu’il faut, puis effacez les trois lignes de repère."
TROP_LONG = f"Pas plus de {MAX_TEXTE} caractères\u00a0: rien n’a été perdu, raccourcissez."


@dataclass(frozen=True, slots=True)
class Case:
    """A box. `champ` names it in the database, and never changes."""

    champ: str
    nom: str
    aide: str = ""
    lignes: int = LIGNES_COURTES


@dataclass(frozen=True, slots=True)
class CaseLue:
    """A box with what is written in it; `par` and `le` tell who wrote last in that of a group, and when."""

    case: Case
    texte: str = ""
    par: str = ""
    le: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaisieCase:
    """`base` is what the box held when one began to type."""

    champ: str
    base: str
    texte: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """`texte` is what the box shows. `is_gardee`: it is what is saved too; otherwise `refus` says why not."""

    texte: str
    is_gardee: bool
    refus: str = ""


def fuse_redaction(base: str, mien: str, enregistre: str) -> Redaction:
    """Join what I typed, which started from `base`, with what is saved. Where both changed the same passage, both are
    shown with their marks and nothing is saved before someone settles it."""
    mien = mien.replace("\r\n", "\n").replace("\r", "\n")
    if has_marques(mien):
        return Redaction(mien, False, A_ACCORDER)
    fusion = fuse_textes(base, mien, enregistre)
    if not fusion.is_complete:
        return Redaction(fusion.texte, False, A_ACCORDER)
    if len(fusion.texte) > MAX_TEXTE:
        return Redaction(mien, False, TROP_LONG)
    return Redaction(fusion.texte, True)

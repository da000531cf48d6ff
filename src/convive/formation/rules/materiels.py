"""What an activity of a course lays on the table: cards to cut out, and their key for the trainer. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide, refuse_doublons, refuse_inconnues


@dataclass(frozen=True, slots=True)
class Repere:
    """A word to sort cards under, and what it means."""

    nom: str
    sens: str


@dataclass(frozen=True, slots=True)
class Carte:
    """`cases` are (column, answer) pairs, the answer empty if there is nothing to say there."""

    numero: int
    texte: str
    cases: tuple[tuple[str, str], ...]
    pourquoi: str


@dataclass(frozen=True, slots=True)
class Materiel:
    """`sequence` and `temps` name an activity of the course, whose consigne says `nomme`; `mode` is how it is used."""

    cle: str
    titre: str
    sequence: str
    temps: str
    nomme: str
    mode: str
    reperes: tuple[Repere, ...]
    colonnes: tuple[str, ...]
    cartes: tuple[Carte, ...]
    retour: tuple[str, ...]
    sources: tuple[str, ...]


def build_materiels(contenu: Mapping[str, Any]) -> tuple[Materiel, ...]:
    """Raise ContenuInvalide for a key that comes twice, or a card without its answers."""
    materiels = tuple(_build_materiel(row) for row in contenu["materiels"])
    refuse_doublons(row.cle for row in materiels)
    return materiels


def _build_materiel(row: Mapping[str, Any]) -> Materiel:
    refuse_inconnues(row, Materiel)
    colonnes = tuple(row["colonnes"])
    refuse_doublons(carte["texte"] for carte in row["cartes"])
    for numero, carte in enumerate(row["cartes"], 1):
        if len(carte["reponses"]) != len(colonnes) or not any(carte["reponses"]):
            raise ContenuInvalide(f"« {row['cle']} », carte {numero} : une réponse par colonne.")
    cartes = tuple(
        Carte(numero, carte["texte"], tuple(zip(colonnes, carte["reponses"], strict=True)), carte["pourquoi"])
        for numero, carte in enumerate(row["cartes"], 1)
    )
    return Materiel(
        **{
            **row,
            "reperes": tuple(Repere(**repere) for repere in row["reperes"]),
            "colonnes": colonnes,
            "cartes": cartes,
            "retour": tuple(row["retour"]),
            "sources": tuple(row["sources"]),
        }
    )

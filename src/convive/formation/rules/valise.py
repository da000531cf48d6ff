"""What a trainer takes to the room: how many copies of each paper, what to bring, how tables stand. Pure Python."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from convive.formation.rules.cours import PAGES
from convive.formation.rules.groupes import TAILLE_USUELLE, suggest_nombre
from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.socle.enums import EnumLibelle
from convive.socle.formats import nombre_accorde

TAILLES = (8, 12, 16)
"""The sizes of group for which the first page says how much to print."""
EFFECTIF_USUEL, MIN_EFFECTIF, MAX_EFFECTIF = 12, 4, 30
"""How many people come when nobody is enrolled yet, and between which numbers this way of working holds."""


MOTS_MINUTE = 220
"""How fast one reads a text that one will have to say."""
BALISE = re.compile(r"<[^>]*>")


class Suite(EnumLibelle):
    """The office programs of the room, which decide in what format texts may be changed."""

    WORD = "word", "Word et PowerPoint"
    LIBREOFFICE = "libreoffice", "LibreOffice"

    @property
    def formats(self) -> tuple[str, str]:
        """The extensions of its texts and of its slides."""
        return ("docx", "pptx") if self is Suite.WORD else ("odt", "odp")


class Unite(EnumLibelle):
    """For whom there is one of something."""

    SALLE = "salle", "pour la salle"
    GROUPE = "groupe", "par groupe"
    TROIS = "trois", "pour trois personnes"
    DEUX = "deux", "pour deux personnes"
    PERSONNE = "personne", "par personne"


@dataclass(frozen=True, slots=True)
class Effectif:
    """How many people come, and how many groups and pairs they make."""

    personnes: int

    @property
    def groupes(self) -> int:
        return suggest_nombre(self.personnes)

    @property
    def binomes(self) -> int:
        return ceil(self.personnes / 2)

    @property
    def trios(self) -> int:
        return ceil(self.personnes / 3)

    @property
    def phrase(self) -> str:
        return (
            f"{nombre_accorde(self.personnes, 'personne')}, {nombre_accorde(self.groupes, 'groupe')} de"
            f" {TAILLE_USUELLE} environ, {nombre_accorde(self.trios, 'groupe')} de trois,"
            f" {nombre_accorde(self.binomes, 'binôme')}"
        )

    def count(self, unite: Unite) -> int:
        """How many of a thing, when there is one for each `unite`."""
        nombres = {
            Unite.GROUPE: self.groupes,
            Unite.TROIS: self.trios,
            Unite.DEUX: self.binomes,
            Unite.PERSONNE: self.personnes,
        }
        return nombres.get(unite, 1)

    def count_observateurs(self, roles: int) -> int:
        """The people who have no role when a single play takes place, at least one."""
        return max(1, self.personnes - roles)


@dataclass(frozen=True, slots=True)
class Fourniture:
    """Something to bring. `sert_a` says when it serves, so that one knows whether it can be done without."""

    quoi: str
    unite: Unite
    sert_a: str


@dataclass(frozen=True, slots=True)
class Consignes:
    """What ships about the room: what to bring, what to do a week before (`semaine`), the day before (`veille`) and on
    arriving, and what to do when something is missing. `papier` is what replaces each page of Convive without a
    network, `sans_reseau` what to think of then. `exemplaires` says for whom there is one of a case, of cards or of a
    tool, by its key. `idees` is what a slide keeps of an input, by its title."""

    fournitures: tuple[Fourniture, ...]
    semaine: tuple[str, ...]
    veille: tuple[str, ...]
    arrivee: tuple[str, ...]
    sans: tuple[tuple[str, str], ...]
    papier: Mapping[str, str]
    sans_reseau: tuple[str, ...]
    exemplaires: Mapping[str, Unite]
    idees: Mapping[str, tuple[str, ...]]

    def get_unite(self, cle: str) -> Unite:
        """For whom there is one of what has this key: for each group, unless its activity says otherwise."""
        return self.exemplaires.get(cle, Unite.GROUPE)


def build_consignes(contenu: Mapping[str, Any]) -> Consignes:
    """Raise ContenuInvalide when something is brought for nobody knows whom."""
    try:
        fournitures = tuple(Fourniture(row["quoi"], Unite(row["par"]), row["sert_a"]) for row in contenu["fournitures"])
        exemplaires = {cle: Unite(unite) for unite, cles in contenu["exemplaires"].items() for cle in cles}
    except ValueError as error:
        raise ContenuInvalide(f"valise\u00a0: {error}") from error
    if ecart := set(contenu["papier"]) ^ set(PAGES):
        raise ContenuInvalide(f"valise\u00a0: pages sans papier, ou inconnues\u00a0: {', '.join(sorted(ecart))}")
    return Consignes(
        fournitures,
        tuple(contenu["semaine"]),
        tuple(contenu["veille"]),
        tuple(contenu["arrivee"]),
        tuple((row["manque"], row["faire"]) for row in contenu["sans"]),
        contenu["papier"],
        tuple(contenu["sans_reseau"]),
        exemplaires,
        {titre: tuple(phrases) for titre, phrases in contenu["idees"].items()},
    )


def count_minutes_lecture(html: str) -> int:
    """How long it takes to read a text, by steps of five minutes."""
    mots = len(BALISE.sub(" ", html).split())
    return max(5, 5 * round(mots / MOTS_MINUTE / 5))


def place_tables(groupes: int) -> list[tuple[int, int]]:
    """The column and row of each table, three at most on a row, so that all see the screen."""
    colonnes = min(3, groupes)
    return [(rang % colonnes, rang // colonnes) for rang in range(groupes)]


def list_phrases(texte: str, *, nombre: int, lettres: int) -> Sequence[str]:
    """The first `nombre` sentences of a text that a room can read, those longer than `lettres` left to the notes."""
    phrases = [phrase.strip() for phrase in split_phrases(texte)]
    return [phrase for phrase in phrases if phrase and len(phrase) <= lettres][:nombre]


def split_phrases(texte: str) -> list[str]:
    """The sentences of a text: a full stop, a question or an exclamation mark, then a space and a capital letter."""
    if "\n\n" in texte:
        return [phrase for bloc in texte.split("\n\n") for phrase in split_phrases(bloc)]
    phrases, debut = [], 0
    for rang, lettre in enumerate(texte):
        suite = texte[rang + 1 : rang + 3]
        if lettre in ".?!" and (not suite or (suite[0].isspace() and (suite[1:2].isupper() or suite[1:2] == "«"))):
            phrases.append(texte[debut : rang + 1])
            debut = rang + 1
    return [*phrases, texte[debut:]] if texte[debut:].strip() else phrases

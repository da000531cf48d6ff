"""What a diagnosis is made of: its table of contents, its chapters and their states. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from convive.socle.enums import EnumLibelle

DOMAINE = "diagnostic"
DROIT_LIRE_DIAGNOSTIC = (DOMAINE, "Le diagnostic partagé", "lire")
DROIT_ECRIRE_CHAPITRES = (DOMAINE, "Les chapitres du diagnostic", "écrire")
DROIT_COMPOSER = (DOMAINE, "Le diagnostic partagé", "ouvrir, composer, valider")
MAX_TITRE = 150
MAX_VALIDATION = 150
MAX_ZONE = 20_000
MAX_CHAPITRES = 40
THEMATIQUE, LIBRE, SOURCES = "thematique", "libre", "sources"
ZONES: Mapping[str, str] = {
    "voyons": "Ce que nous voyons",
    "pensons": "Ce que nous pensons",
    "ignorons": "Ce que nous ne savons pas",
}
"""The three questions of a shared diagnosis: fields of a chapter, and what they are called."""


class SommaireInvalide(ValueError):
    """The catalogue of the table of contents cannot be used: a mistake of ours."""


class EtatChapitre(EnumLibelle):
    VIDE = "vide", "vide"
    CHIFFRES = "chiffres", "des chiffres, pas encore de texte"
    ECRIT = "ecrit", "le texte est rédigé"


@dataclass(frozen=True, slots=True)
class ModeleChapitre:
    """A line of the usual table of contents. `aide` says what one writes there, `quand_vide` what fills it alone."""

    cle: str
    titre: str
    aide: str
    quand_vide: str
    is_par_thematique: bool = False
    is_toujours: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """What a document says of its frame between two days; `url_source` is where it is written."""

    texte: str
    date_debut: date
    date_fin: date | None
    url_source: str


@dataclass(frozen=True, slots=True)
class Variante:
    """A document that the same chapters make: `ordre` holds the keys of those that come first."""

    cle: str
    titre: str
    description: str
    ordre: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def get_mention(self, jour: date) -> Mention | None:
        return next(
            (m for m in self.mentions if m.date_debut <= jour and (m.date_fin is None or jour < m.date_fin)), None
        )

    def get_rang(self, cle: str) -> int:
        """Where a chapter goes: the sources last, whatever the order; those that are not named, before them."""
        if cle == SOURCES:
            return len(self.ordre) + 1
        return self.ordre.index(cle) if cle in self.ordre else len(self.ordre)


def build_sommaire(lignes: Iterable[Mapping[str, Any]], jour: date) -> tuple[ModeleChapitre, ...]:
    """The usual chapters of a day, in order. Raise SommaireInvalide when the catalogue has no chapter of sources."""
    modeles = tuple(
        ModeleChapitre(
            ligne["cle"],
            ligne["titre"],
            ligne["aide"],
            ligne["quand_vide"],
            ligne.get("par_thematique", False),
            ligne.get("toujours", False),
        )
        for ligne in lignes
        if ligne["date_debut"] <= jour and (ligne["date_fin"] is None or jour < ligne["date_fin"])
    )
    cles = [modele.cle for modele in modeles]
    if len(set(cles)) < len(cles) or cles[-1:] != [SOURCES] or not modeles[-1].is_toujours:
        raise SommaireInvalide("Le sommaire a des clés uniques et finit par les sources, qui y sont toujours.")
    return modeles


def build_variantes(lignes: Iterable[Mapping[str, Any]]) -> tuple[Variante, ...]:
    return tuple(
        Variante(
            ligne["cle"],
            ligne["titre"],
            ligne["description"],
            tuple(ligne["ordre"]),
            tuple(
                Mention(mention["texte"], mention["date_debut"], mention["date_fin"], mention["url_source"] or "")
                for mention in ligne["mentions"]
            ),
        )
        for ligne in lignes
    )


def get_etat(textes: Iterable[str], has_contenus: bool) -> EtatChapitre:
    """A chapter that has words is written, whatever else it has."""
    if any(texte.strip() for texte in textes):
        return EtatChapitre.ECRIT
    return EtatChapitre.CHIFFRES if has_contenus else EtatChapitre.VIDE


def move[T](rows: Sequence[T], rang: int, pas: int) -> list[T] | None:
    """The same rows, one of them moved; None when it is at an end already."""
    if not 0 <= rang + pas < len(rows):
        return None
    moved = list(rows)
    moved.insert(rang + pas, moved.pop(rang))
    return moved

"""The page where two people's passages are put side by side: what it shows, what comes back, the text that results.

Everything that was typed travels in the page itself, in one hidden field, so that no round and no refusal loses a line.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.http import QueryDict

from convive.espaces.actions.texte import TexteEnConflit
from convive.socle.comparaison import LigneComparee, Nature, compare_textes
from convive.socle.fusion import Conflit, Fusion, Passage, split_passages

CHAMP = "fusion"
# Beyond, one reads the two whole texts rather than so many small choices.
MAX_CONFLITS = 30

LIGNES_PROCHES = 2
ECRIT_SANS_CHOIX = (
    "Vous avez aussi écrit une rédaction : choisissez « Écrire ce passage autrement » pour la garder, ou videz-la."
)


class Choix(StrEnum):
    MIEN = "mien"
    SIEN = "sien"
    DEUX = "deux"
    ECRIT = "ecrit"


class FusionIllisible(ValueError):
    """The hidden field was forged or damaged."""


@dataclass(frozen=True, slots=True)
class PassageSaisi:
    """A passage: settled (`commun`), or on which one chooses between `mien` and `sien`, or writes.

    `nom` makes the names of its fields, `numero` counts from 1 those to choose in the whole page.
    """

    nom: str
    commun: tuple[str, ...] = ()
    mien: tuple[str, ...] = ()
    sien: tuple[str, ...] = ()
    is_conflit: bool = False
    numero: int = 0
    choix: str = ""
    ecrit: str = ""
    erreur: str = ""

    @property
    def depart(self) -> str:
        """What the box « écrire » holds at first: both passages, to start from."""
        return "\n".join(_join(self.mien, self.sien))

    @property
    def lignes_cachees(self) -> list[str]:
        """Settled lines that one unfolds; the last ones, which lead to the next choice, are in sight."""
        return [ligne for ligne in self.commun if ligne.strip()][:-LIGNES_PROCHES]

    @property
    def lignes_proches(self) -> list[str]:
        return [ligne for ligne in self.commun if ligne.strip()][-LIGNES_PROCHES:]

    @property
    def lignes_mien(self) -> list[LigneComparee]:
        return self._compare(Nature.SUPPRIME)

    @property
    def lignes_sien(self) -> list[LigneComparee]:
        return self._compare(Nature.AJOUTE)

    def _compare(self, absent: Nature) -> list[LigneComparee]:
        """One side, where the words that the other does not have stand out."""
        lignes = compare_textes("\n".join(self.sien), "\n".join(self.mien))
        kept = (tuple(morceau for morceau in ligne if morceau.nature is not absent) for ligne in lignes)
        return [ligne for ligne in kept if any(morceau.texte.strip() for morceau in ligne)]

    def resolve(self) -> tuple[str, ...]:
        """The lines that the choice gives; as long as it cannot be followed, both sides and what was written."""
        if not self.is_conflit:
            return self.commun
        deux = _join(self.mien, self.sien)
        written = tuple(_split(self.ecrit)) if self.ecrit.strip() else ()
        if self.erreur or not self.choix:
            return _join(deux, written if self.is_ecrit else ())
        return {Choix.MIEN: self.mien, Choix.SIEN: self.sien, Choix.DEUX: deux, Choix.ECRIT: written}[Choix(self.choix)]

    @property
    def is_ecrit(self) -> bool:
        """Whether someone wrote in the box, instead of leaving there what it held."""
        return bool(self.ecrit.strip()) and _split(self.ecrit.strip()) != _split(self.depart.strip())


@dataclass(frozen=True, slots=True)
class ChampFusion:
    """One text of the form. `is_court`: a title, in which two passages do not follow one another."""

    champ: str
    libelle: str
    is_court: bool
    passages: tuple[PassageSaisi, ...]

    @property
    def has_conflit(self) -> bool:
        return any(passage.is_conflit for passage in self.passages)

    @property
    def texte(self) -> str:
        return "\n".join(ligne for passage in self.passages for ligne in passage.resolve())


@dataclass(frozen=True, slots=True)
class FusionSaisie:
    """The whole page."""

    champs: tuple[ChampFusion, ...]

    @property
    def conflits(self) -> list[PassageSaisi]:
        return [passage for champ in self.champs for passage in champ.passages if passage.is_conflit]

    @property
    def erreurs(self) -> list[PassageSaisi]:
        return [passage for passage in self.conflits if passage.erreur]

    @property
    def textes(self) -> dict[str, str]:
        return {champ.champ: champ.texte for champ in self.champs}

    @property
    def contenu(self) -> str:
        """The hidden field."""
        return json.dumps(
            {champ.champ: [_dump(passage) for passage in champ.passages] for champ in self.champs}, ensure_ascii=False
        )


def build_fusion(conflit: TexteEnConflit, libelles: Mapping[str, str], courts: frozenset[str]) -> FusionSaisie:
    """What the page shows for two texts that could not be joined."""
    return _number(
        tuple(
            ChampFusion(champ, libelle, champ in courts, tuple(_build_passages(champ, conflit.fusions[champ])))
            for champ, libelle in libelles.items()
        )
    )


def read_fusion(data: QueryDict, libelles: Mapping[str, str], courts: frozenset[str]) -> FusionSaisie:
    """What came back, with the choices; a choice that is missing is an error of its passage. Raise FusionIllisible."""
    try:
        contenu = json.loads(str(data[CHAMP]))
        champs = []
        for champ, libelle in libelles.items():
            passages = tuple(_load(f"{champ}-{rang}", row) for rang, row in enumerate(contenu[champ]))
            read = tuple(_read_choix(passage, data, champ in courts) for passage in passages)
            champs.append(ChampFusion(champ, libelle, champ in courts, read))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise FusionIllisible("Cette page de fusion ne se lit plus.") from error
    return _number(tuple(champs))


def _build_passages(champ: str, fusion: Fusion) -> Iterator[PassageSaisi]:
    passages: tuple[Passage, ...] = split_passages(fusion)
    if len(fusion.conflits) > MAX_CONFLITS:
        mien, sien = (_unfold(passages, side) for side in ("mien", "sien"))
        passages = (Conflit((), mien, sien, 0),)
    for rang, passage in enumerate(passages):
        nom = f"{champ}-{rang}"
        if isinstance(passage, Conflit):
            saisi = PassageSaisi(nom, mien=passage.mien, sien=passage.sien, is_conflit=True)
            yield replace(saisi, ecrit=saisi.depart)
        else:
            yield PassageSaisi(nom, commun=passage)


def _unfold(passages: tuple[Passage, ...], side: str) -> tuple[str, ...]:
    lignes: list[str] = []
    for passage in passages:
        lignes += getattr(passage, side) if isinstance(passage, Conflit) else passage
    return tuple(lignes)


def _number(champs: tuple[ChampFusion, ...]) -> FusionSaisie:
    numbered, numero = [], 0
    for champ in champs:
        passages = []
        for passage in champ.passages:
            numero += passage.is_conflit
            passages.append(replace(passage, numero=numero if passage.is_conflit else 0))
        numbered.append(replace(champ, passages=tuple(passages)))
    return FusionSaisie(tuple(numbered))


def _dump(passage: PassageSaisi) -> dict[str, Any]:
    return {"mien": passage.mien, "sien": passage.sien} if passage.is_conflit else {"commun": passage.commun}


def _load(nom: str, row: Any) -> PassageSaisi:
    def get(cle: str) -> tuple[str, ...]:
        if not all(isinstance(ligne, str) for ligne in row[cle]):
            raise TypeError(cle)
        return tuple(row[cle])

    if "commun" in row:
        return PassageSaisi(nom, commun=get("commun"))
    return PassageSaisi(nom, mien=get("mien"), sien=get("sien"), is_conflit=True)


def _read_choix(passage: PassageSaisi, data: QueryDict, is_court: bool) -> PassageSaisi:
    if not passage.is_conflit:
        return passage
    choix = data.get(f"choix-{passage.nom}", "")
    read = replace(passage, choix=choix, ecrit=data.get(f"ecrit-{passage.nom}", passage.depart))
    if choix not in list(Choix) or (is_court and choix == Choix.DEUX):
        return replace(read, choix="", erreur="Choisissez ce que l’on garde de ce passage.")
    if choix != Choix.ECRIT and read.is_ecrit:
        return replace(read, erreur=ECRIT_SANS_CHOIX)
    return read


def _join(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Both passages, a blank line between them: two paragraphs."""
    return (*left, "", *right) if left and right else left or right


def _split(texte: str) -> list[str]:
    return texte.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")

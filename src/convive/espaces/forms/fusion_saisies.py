import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.http import QueryDict

from convive.socle.comparaison import LigneComparee, Nature, compare_textes
from convive.socle.fusion_textes import Conflit, Fusion, Passage, split_passages

CHAMP = "fusion"
# Beyond, one reads the two whole texts rather than so many small choices.
MAX_CONFLITS = 30

LIGNES_PROCHES = 2
ECRIT_SANS_CHOIX = "Vous avez aussi écrit une rédaction : choisissez « Écrire autrement » pour la garder, ou videz-la."


class Choix(StrEnum):
    MIEN = "mien"
    SIEN = "sien"
    DEUX = "deux"
    ECRIT = "ecrit"


class Genre(StrEnum):
    """In a long text one chooses passage by passage; a line, a value is one passage. A value is not written here: one
    keeps one of the two."""

    LONG = "long"
    COURT = "court"
    VALEUR = "valeur"


CHOIX = {
    Genre.LONG: frozenset(Choix),
    Genre.COURT: frozenset({Choix.MIEN, Choix.SIEN, Choix.ECRIT}),
    Genre.VALEUR: frozenset({Choix.MIEN, Choix.SIEN}),
}


class FusionIllisible(ValueError):
    """The hidden field was forged or damaged."""


@dataclass(frozen=True, slots=True)
class PassageSaisi:
    """A passage: settled (`commun`), or on which one chooses between `mien` and `sien`, or writes.

    `nom` makes the names of its fields, `numero` counts from 1 those to choose in the whole page. `mots` are both
    sides as one reads them, when they are not texts: the label of a choice, a day.
    """

    nom: str
    commun: tuple[str, ...] = ()
    mien: tuple[str, ...] = ()
    sien: tuple[str, ...] = ()
    mots: tuple[str, str] | None = None
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
        mien, sien = self.mots or ("\n".join(self.mien), "\n".join(self.sien))
        lignes = compare_textes(sien, mien)
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
    """A field of the form, by its name in the page."""

    champ: str
    libelle: str
    genre: Genre
    passages: tuple[PassageSaisi, ...]

    @property
    def texte(self) -> str:
        return "\n".join(ligne for passage in self.passages for ligne in passage.resolve())


@dataclass(frozen=True, slots=True)
class FusionSaisie:
    """The whole page: nothing to choose when it has no field. `autre` is who saved meanwhile."""

    champs: tuple[ChampFusion, ...] = ()
    autre: str = ""

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
        champs = [_dump_champ(champ) for champ in self.champs]
        return json.dumps({"autre": self.autre, "champs": champs}, ensure_ascii=False)


def build_texte(champ: str, libelle: str, genre: Genre, fusion: Fusion) -> ChampFusion:
    """Two texts that could not be joined."""
    return ChampFusion(champ, libelle, genre, tuple(_build_passages(champ, fusion)))


def build_valeur(champ: str, libelle: str, *, mien: str, sien: str, mots: tuple[str, str]) -> ChampFusion:
    """Two values of one field."""
    passage = PassageSaisi(f"{champ}-0", mien=(mien,), sien=(sien,), mots=mots, is_conflit=True)
    return ChampFusion(champ, libelle, Genre.VALEUR, (passage,))


def build_fusion(champs: Iterable[ChampFusion], autre: str) -> FusionSaisie:
    """The page, where what is to be chosen is counted."""
    numbered, numero = [], 0
    for champ in champs:
        passages = []
        for passage in champ.passages:
            numero += passage.is_conflit
            passages.append(replace(passage, numero=numero if passage.is_conflit else 0))
        numbered.append(replace(champ, passages=tuple(passages)))
    return FusionSaisie(tuple(numbered), autre)


def read_fusion(data: QueryDict) -> FusionSaisie:
    """What came back, with the choices; a choice that is missing is an error of its passage. Raise FusionIllisible."""
    try:
        contenu = json.loads(str(data[CHAMP]))
        return build_fusion([_load_champ(row, data) for row in contenu["champs"]], str(contenu["autre"]))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise FusionIllisible("Cette page n’est plus lisible\u00a0: revenez à la fiche et recommencez.") from error


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


def _dump_champ(champ: ChampFusion) -> dict[str, Any]:
    passages = [_dump(passage) for passage in champ.passages]
    return {"champ": champ.champ, "libelle": champ.libelle, "genre": champ.genre.value, "passages": passages}


def _dump(passage: PassageSaisi) -> dict[str, Any]:
    if not passage.is_conflit:
        return {"commun": passage.commun}
    return {"mien": passage.mien, "sien": passage.sien, "mots": passage.mots}


def _load_champ(row: Any, data: QueryDict) -> ChampFusion:
    champ, genre = str(row["champ"]), Genre(row["genre"])
    passages = (_load(f"{champ}-{rang}", passage) for rang, passage in enumerate(row["passages"]))
    return ChampFusion(champ, str(row["libelle"]), genre, tuple(_read_choix(p, data, genre) for p in passages))


def _load(nom: str, row: Any) -> PassageSaisi:
    def get(cle: str) -> tuple[str, ...]:
        if not all(isinstance(ligne, str) for ligne in row[cle]):
            raise TypeError(cle)
        return tuple(row[cle])

    if "commun" in row:
        return PassageSaisi(nom, commun=get("commun"))
    mots = (str(row["mots"][0]), str(row["mots"][1])) if row.get("mots") else None
    return PassageSaisi(nom, mien=get("mien"), sien=get("sien"), mots=mots, is_conflit=True)


def _read_choix(passage: PassageSaisi, data: QueryDict, genre: Genre) -> PassageSaisi:
    if not passage.is_conflit:
        return passage
    choix = data.get(f"choix-{passage.nom}", "")
    read = replace(passage, choix=choix, ecrit=data.get(f"ecrit-{passage.nom}", passage.depart))
    if choix not in CHOIX[genre]:
        return replace(read, choix="", erreur="Choisissez ce que l’on garde.")
    if choix != Choix.ECRIT and read.is_ecrit:
        return replace(read, erreur=ECRIT_SANS_CHOIX)
    return read


def _join(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Both passages, a blank line between them: two paragraphs."""
    return (*left, "", *right) if left and right else left or right


def _split(texte: str) -> list[str]:
    return texte.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")

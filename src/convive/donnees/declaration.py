"""What a source declares about itself, and what its module returns."""

from dataclasses import dataclass, field
from enum import StrEnum

from convive.donnees.colonnes import Colonne
from convive.donnees.rules import Lieu, Mesure, Zone

LICENCE_OUVERTE = "Licence Ouverte 2.0 (Etalab)"


class NatureAdresse(StrEnum):
    """How to download from an official URL."""

    FICHIER = "fichier"
    """The file itself, or an export of an Opendatasoft portal."""
    JEU = "jeu"
    """A dataset of data.gouv.fr, whose most recent resource is downloaded."""
    MELODI = "melodi"
    """A cube of the INSEE API, downloaded page by page."""


@dataclass(frozen=True)
class Adresse:
    """An official URL, and the name given to its file in the dépôt.

    `fichier` may contain {annee}, the year of the download if nothing else dates the figures, or {date}, the date of
    the resource. `format` is the format of the resource to choose in a dataset.
    """

    url: str
    fichier: str
    nature: NatureAdresse = NatureAdresse.FICHIER
    format: str = "csv"


def build_export(portail: str, jeu: str, fichier: str = "") -> Adresse:
    """The full export of a dataset of an Opendatasoft portal, as a CSV named after the dataset."""
    return Adresse(
        f"https://{portail}/api/explore/v2.1/catalog/datasets/{jeu}/exports/csv"
        "?delimiter=%3B&use_labels=false&limit=-1",
        fichier or f"{jeu}.csv",
    )


@dataclass(frozen=True)
class Source:
    """A source of the data plane.

    `motifs` are patterns of file names to look for in the dépôt, in any folder and any case.
    `priorite`: if two sources give the same figure, the lowest number wins.
    """

    identifiant: str
    titre: str
    producteur: str
    licence: str
    url: str
    motifs: tuple[str, ...]
    quantites: tuple[str, ...]
    limite: str
    priorite: int = 50
    adresses: tuple[Adresse, ...] = ()


@dataclass
class Resultat:
    """The figures read from one file, with the warnings to show in the manifest.

    Most figures are in `colonnes`; `mesures` are those that a column cannot hold (sums over some components, splits).
    """

    mesures: list[Mesure]
    millesimes: list[int]
    avertissements: list[str] = field(default_factory=list)
    lieux: list[Lieu] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    colonnes: list[Colonne] = field(default_factory=list)

    @property
    def nombre(self) -> int:
        return len(self.mesures) + sum(len(colonne.territoires) for colonne in self.colonnes)

    @property
    def lignes(self) -> list[Mesure]:
        """Every figure as a row, for convenience when there are few."""
        return [*self.mesures, *(mesure for colonne in self.colonnes for mesure in colonne.list_mesures())]

    def list_chiffres(self) -> dict[str, list[int]]:
        """The vintages of each quantity."""
        paires = {(une.indicateur, une.millesime) for une in self.mesures}
        paires |= {(une.indicateur, une.millesime) for une in self.colonnes}
        chiffres: dict[str, list[int]] = {}
        for indicateur, millesime in sorted(paires):
            chiffres.setdefault(indicateur, []).append(millesime)
        return chiffres

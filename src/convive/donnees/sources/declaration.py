"""What a source says about itself, and what its module gives back."""

from dataclasses import dataclass, field

from convive.donnees.rules import Lieu, Mesure, Zone

LICENCE_OUVERTE = "Licence Ouverte 2.0 (Etalab)"


@dataclass(frozen=True)
class Source:
    """A source of the data plane.

    `motifs` are the patterns of the file names looked for in the dépôt, whatever the folder and the case.
    `priorite`: when two sources give the same figure, the smallest number wins.
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


@dataclass
class Resultat:
    """Rows read from one file, with what a reader of the manifest must know about them."""

    lignes: list[Mesure]
    millesimes: list[int]
    avertissements: list[str] = field(default_factory=list)
    lieux: list[Lieu] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)

"""How the list of a plan is laid out: its columns, its order. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from convive.socle.enums import EnumLibelle


class Colonne(EnumLibelle):
    """Beside the title of the action, which is always there; in the order in which they are drawn."""

    PLACE = "place", "Place dans le plan"
    STATUT = "statut", "Statut"
    METEO = "meteo", "Météo"
    ETAPES = "etapes", "Étapes"
    QUI = "qui", "Pilote, porteur"
    PRIORITE = "priorite", "Priorité"
    ECHEANCE = "echeance", "Échéance"
    MISE_A_JOUR = "maj", "Mise à jour"


MAX_COLONNES = 100
"""The length of a choice of columns, as it is kept."""
HABITUELLES = (Colonne.STATUT, Colonne.METEO, Colonne.ETAPES, Colonne.QUI, Colonne.ECHEANCE)
"""For whoever chose none."""


def parse_colonnes(textes: Iterable[str]) -> tuple[Colonne, ...]:
    """Repeated in an address, or joined by commas; what nobody knows is left out; empty when nothing is chosen."""
    asked = {cle for texte in textes for cle in texte.split(",")}
    return tuple(colonne for colonne in Colonne if colonne.value in asked)


def format_colonnes(colonnes: Iterable[Colonne]) -> str:
    return ",".join(colonne.value for colonne in colonnes)


class CleTri(StrEnum):
    """What the list may be put in the order of, whatever the places of the actions in the plan."""

    ECHEANCE = "echeance"
    STATUT = "statut"
    PILOTE = "pilote"
    PRIORITE = "priorite"
    MISE_A_JOUR = "maj"


TRIS_COLONNES = {
    Colonne.STATUT: CleTri.STATUT,
    Colonne.QUI: CleTri.PILOTE,
    Colonne.PRIORITE: CleTri.PRIORITE,
    Colonne.ECHEANCE: CleTri.ECHEANCE,
    Colonne.MISE_A_JOUR: CleTri.MISE_A_JOUR,
}
"""The column whose heading asks for each order."""
LIBELLES_TRIS = {
    "echeance": "l’échéance, la plus proche d’abord",
    "-echeance": "l’échéance, la plus lointaine d’abord",
    "statut": "le statut, ce qui se prépare d’abord",
    "-statut": "le statut, ce qui est fini d’abord",
    "pilote": "le nom de la ou du pilote, de A à Z",
    "-pilote": "le nom de la ou du pilote, de Z à A",
    "priorite": "la priorité, la plus haute d’abord",
    "-priorite": "la priorité, la plus basse d’abord",
    "-maj": "la mise à jour, la plus récente d’abord",
    "maj": "la mise à jour, la plus ancienne d’abord",
}
PLACE_DU_PLAN = "la place dans le plan"
CHOIX_TRIS = (("", PLACE_DU_PLAN), *LIBELLES_TRIS.items())


@dataclass(frozen=True, slots=True)
class Tri:
    cle: CleTri
    is_inverse: bool

    @property
    def texte(self) -> str:
        """As an address says it."""
        return f"{'-' if self.is_inverse else ''}{self.cle.value}"

    @property
    def aria(self) -> str:
        return "descending" if self.is_inverse else "ascending"


def parse_tri(texte: str) -> Tri | None:
    """None for the order of the plan, and for what nobody knows."""
    return Tri(CleTri(texte.removeprefix("-")), texte.startswith("-")) if texte in LIBELLES_TRIS else None


def get_tri_suivant(colonne: Colonne, tri: Tri | None) -> str:
    """What the heading of a column asks: the other way when it is in force, else the usual way."""
    cle = TRIS_COLONNES[colonne]
    if tri is not None and tri.cle is cle:
        return Tri(cle, not tri.is_inverse).texte
    return Tri(cle, cle is CleTri.MISE_A_JOUR).texte

"""Annexe 2 of a CTG: the services that collectivités support on a day, by thématique then commune. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

SANS_THEMATIQUE = "Sans thématique"
SANS_COMMUNE = "Tout le territoire"


@dataclass(frozen=True, slots=True)
class LigneAnnexe:
    """A service as printed in annexe 2. `capacite` is None if unknown; `rang` is the rank of its thématique."""

    cle: UUID
    nom: str
    type: str
    gestionnaire: str
    commune: str
    capacite: int | None
    collectivites: tuple[str, ...]
    cofs: tuple[str, ...]
    thematique: str = ""
    rang: int = 0
    is_a_verifier: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class GroupeAnnexe:
    """The services of one thématique, sorted by commune then name."""

    thematique: str
    lignes: tuple[LigneAnnexe, ...]


@dataclass(frozen=True, slots=True)
class Annexe2:
    """`a_confirmer` are services supported the year before, for which nobody has entered this year's support."""

    jour: date
    groupes: tuple[GroupeAnnexe, ...]
    a_confirmer: tuple[LigneAnnexe, ...] = ()

    @property
    def nombre(self) -> int:
        return sum(len(groupe.lignes) for groupe in self.groupes)

    @property
    def a_verifier(self) -> int:
        return sum(ligne.is_a_verifier for groupe in self.groupes for ligne in groupe.lignes)

    @property
    def annee(self) -> int:
        return self.jour.year

    @property
    def annee_avant(self) -> int:
        return self.jour.year - 1


def build_annexe(jour: date, soutenus: Iterable[LigneAnnexe], a_confirmer: Sequence[LigneAnnexe] = ()) -> Annexe2:
    """Group the services by thématique, in the order of the espace; those without one come last."""
    by_theme: dict[tuple[bool, int, str], list[LigneAnnexe]] = {}
    for ligne in soutenus:
        cle = (not ligne.thematique, ligne.rang, ligne.thematique or SANS_THEMATIQUE)
        by_theme.setdefault(cle, []).append(ligne)
    groupes = tuple(GroupeAnnexe(cle[2], tuple(_sort(lignes))) for cle, lignes in sorted(by_theme.items()))
    return Annexe2(jour, groupes, tuple(_sort(a_confirmer)))


def _sort(lignes: Iterable[LigneAnnexe]) -> list[LigneAnnexe]:
    return sorted(lignes, key=lambda ligne: (ligne.commune == SANS_COMMUNE, ligne.commune, ligne.nom, ligne.cle))

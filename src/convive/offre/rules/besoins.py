"""Needs versus offer, commune by commune: places for 100 children, and how many services stand where. Pure Python.

Numerators and denominators are added, never rates. A sum in which one part is unknown is not shown as a whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MIN_ENFANTS = 30
"""Below, a rate says nothing: the counts stay, the rate is hidden."""


@dataclass(frozen=True, slots=True)
class Enfants:
    """Children of an age in a commune, as a source counts or estimates them; None: not known."""

    code: str
    nombre: float | None


@dataclass(frozen=True, slots=True)
class Places:
    """Services of an age in a commune, and the places that are known; `sans_places` services do not say theirs."""

    services: int = 0
    places: int = 0
    sans_places: int = 0

    def __add__(self, autre: "Places") -> "Places":
        return Places(self.services + autre.services, self.places + autre.places, self.sans_places + autre.sans_places)


@dataclass(frozen=True, slots=True)
class LigneCouverture:
    """A commune, or the whole: `taux` is for 100 children, None when it cannot be or would say nothing."""

    code: str
    nom: str
    enfants: float | None
    offre: Places

    @property
    def taux(self) -> float | None:
        if self.enfants is None or self.enfants < MIN_ENFANTS:
            return None
        return 100 * self.offre.places / self.enfants

    @property
    def is_sans_offre(self) -> bool:
        return not self.offre.services


@dataclass(frozen=True, slots=True)
class Couverture:
    """An age: `libelle` names it, `enfants` says what counts the children, and is empty when nothing does."""

    cle: str
    libelle: str
    enfants: str
    lignes: tuple[LigneCouverture, ...]
    total: LigneCouverture
    absence: str = ""

    @property
    def sans_offre(self) -> tuple[LigneCouverture, ...]:
        return tuple(ligne for ligne in self.lignes if ligne.is_sans_offre)


@dataclass(frozen=True, slots=True)
class LignePresence:
    """A commune: how many services stand there, with the thématique of each number, in the order of the columns."""

    code: str
    nom: str
    nombres: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(nombre for _, nombre in self.nombres)


def build_couverture(
    *,
    cle: str,
    libelle: str,
    source: str,
    communes: Sequence[tuple[str, str]],
    enfants: Mapping[str, float | None],
    offre: Mapping[str, Places],
    absence: str = "",
) -> Couverture:
    """`communes` are codes and names; what stands out of them is not counted."""
    lignes = [LigneCouverture(code, nom, enfants.get(code), offre.get(code, Places())) for code, nom in communes]
    connus = [ligne.enfants for ligne in lignes]
    somme = None if not connus or None in connus else sum(filter(None, connus))
    total = sum((ligne.offre for ligne in lignes), Places())
    return Couverture(cle, libelle, source, tuple(lignes), LigneCouverture("", "Ensemble", somme, total), absence)


def build_presence(
    communes: Sequence[tuple[str, str]], colonnes: Sequence[str], services: Iterable[tuple[str, str]]
) -> tuple[LignePresence, ...]:
    """`services` are pairs of the commune where one stands and of its thématique."""
    counts: dict[tuple[str, str], int] = {}
    for code, thematique in services:
        counts[code, thematique] = counts.get((code, thematique), 0) + 1
    return tuple(
        LignePresence(code, nom, tuple((colonne, counts.get((code, colonne), 0)) for colonne in colonnes))
        for code, nom in communes
    )

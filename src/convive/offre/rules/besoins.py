"""Needs versus offer, by commune: places per 100 children, and how many services there are. Pure Python.

Numerators and denominators are added, never rates. A sum is unknown if one of its parts is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MIN_ENFANTS = 30
"""With fewer children, a rate is meaningless: it is hidden, but the counts are shown."""


@dataclass(frozen=True, slots=True)
class Enfants:
    """Children of an age group in a commune, as counted or estimated by a source; None if unknown."""

    code: str
    nombre: float | None


@dataclass(frozen=True, slots=True)
class Places:
    """Services for an age group in a commune, and their known places; `sans_places` services do not give theirs."""

    services: int = 0
    places: int = 0
    sans_places: int = 0

    def __add__(self, autre: "Places") -> "Places":
        return Places(self.services + autre.services, self.places + autre.places, self.sans_places + autre.sans_places)


@dataclass(frozen=True, slots=True)
class LigneCouverture:
    """A commune, or the total: `taux` is per 100 children, None if unknown or meaningless."""

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
    """An age group: `libelle` is its name; `enfants` says how the children are counted, and is empty if they are
    not."""

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
    """A commune: its number of services by thématique, in the order of the columns."""

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
    """The coverage for one age group. `communes` are (code, name); services elsewhere are not counted."""
    lignes = [LigneCouverture(code, nom, enfants.get(code), offre.get(code, Places())) for code, nom in communes]
    connus = [ligne.enfants for ligne in lignes]
    somme = None if not connus or None in connus else sum(filter(None, connus))
    total = sum((ligne.offre for ligne in lignes), Places())
    return Couverture(cle, libelle, source, tuple(lignes), LigneCouverture("", "Ensemble", somme, total), absence)


def build_presence(
    communes: Sequence[tuple[str, str]], colonnes: Sequence[str], services: Iterable[tuple[str, str]]
) -> tuple[LignePresence, ...]:
    """The number of services by commune and thématique; `services` are (commune, thématique) pairs."""
    counts: dict[tuple[str, str], int] = {}
    for code, thematique in services:
        counts[code, thematique] = counts.get((code, thematique), 0) + 1
    return tuple(
        LignePresence(code, nom, tuple((colonne, counts.get((code, colonne), 0)) for colonne in colonnes))
        for code, nom in communes
    )

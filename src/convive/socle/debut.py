"""The registry of first steps: what each package asks of a new espace, once, in one short list on its home."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class EtapeDebut:
    """One step; its functions take the place of who reads the list (a « membre »). `is_faite` costs one query, and
    `get_url` is asked only of a step that is not done. The list follows `ordre`."""

    cle: str
    ordre: int
    libelle: str
    precision: str
    geste: str
    is_permise: Callable[[Any], bool]
    is_faite: Callable[[Any], bool]
    get_url: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class EtapeLue:
    """A step as it stands; `url` is empty once it is done."""

    libelle: str
    precision: str
    geste: str
    url: str
    is_faite: bool


class RegistreDebut(Registre[EtapeDebut]):
    def list_etapes(self, membre: Any) -> tuple[EtapeLue, ...]:
        """Those that this place may do, in order."""
        etapes = sorted(self.get_all(), key=lambda etape: etape.ordre)
        return tuple(_read(etape, membre) for etape in etapes if etape.is_permise(membre))


def _read(etape: EtapeDebut, membre: Any) -> EtapeLue:
    is_faite = etape.is_faite(membre)
    url = "" if is_faite else etape.get_url(membre)
    return EtapeLue(etape.libelle, etape.precision, etape.geste, url, is_faite)


debut = RegistreDebut()

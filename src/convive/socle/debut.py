"""The registry of first steps: what each package asks of a new espace, once, in one short list on its home."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q

from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class EtapeDebut:
    """One step; its functions take the place of who reads the list (a « membre »). `build_faite` gives what the
    database answers by true once the step is done: one query asks it of all of them. `get_url` is asked only of a step
    that is not done. The list follows `ordre`."""

    cle: str
    ordre: int
    libelle: str
    precision: str
    geste: str
    is_permise: Callable[[Any], bool]
    build_faite: Callable[[Any], Exists | Q]
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
    def list_permises(self, membre: Any) -> list[EtapeDebut]:
        """Those that this place may do, in order."""
        return [e for e in sorted(self.get_all(), key=lambda etape: etape.ordre) if e.is_permise(membre)]


def build_etape(etape: EtapeDebut, membre: Any, *, is_faite: bool) -> EtapeLue:
    url = "" if is_faite else etape.get_url(membre)
    return EtapeLue(etape.libelle, etape.precision, etape.geste, url, is_faite)


debut = RegistreDebut()

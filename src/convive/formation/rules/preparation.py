"""The checklist of a session for those who run it: steps before, during and after. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from convive.socle.enums import EnumLibelle


class Phase(EnumLibelle):
    AVANT = "avant", "Avant le premier jour"
    PENDANT = "pendant", "Pendant la session"
    APRES = "apres", "Après le dernier jour"


@dataclass(frozen=True, slots=True)
class EtapeSession:
    """One step. `url` is the page where it is done, `geste` the text of the link. `is_attendue`: it is due now;
    `is_facultative`: it is optional. `is_organisation`: its page is for those who organise, not those who only
    teach."""

    phase: Phase
    libelle: str
    is_faite: bool
    precision: str
    url: str
    geste: str
    ordre: int = 50
    is_attendue: bool = True
    is_facultative: bool = False
    is_organisation: bool = False

    @property
    def is_a_faire(self) -> bool:
        return not self.is_faite and self.is_attendue and not self.is_facultative

    @property
    def icone(self) -> str:
        return "circle-check" if self.is_faite else "circle-dashed"


@dataclass(frozen=True, slots=True)
class PhaseLue:
    phase: Phase
    etapes: tuple[EtapeSession, ...]

    @property
    def libelle(self) -> str:
        return self.phase.libelle

    @property
    def faites(self) -> int:
        return sum(etape.is_faite for etape in self.etapes)


def sort_etapes(etapes: Iterable[EtapeSession]) -> list[PhaseLue]:
    """The steps by phase, then in order; a phase without a step is left out."""
    toutes = sorted(etapes, key=lambda etape: etape.ordre)
    phases = [PhaseLue(phase, tuple(etape for etape in toutes if etape.phase is phase)) for phase in Phase]
    return [phase for phase in phases if phase.etapes]

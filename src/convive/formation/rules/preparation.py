"""What a session asks of those who run it, before, during and after: each line says whether it is done. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from convive.socle.enums import EnumLibelle


class Phase(EnumLibelle):
    AVANT = "avant", "Avant le premier jour"
    PENDANT = "pendant", "Pendant la session"
    APRES = "apres", "Après le dernier jour"


@dataclass(frozen=True, slots=True)
class EtapeSession:
    """One thing to do. `url` opens the page where it is done, `geste` names the link. `is_attendue`: its time has come;
    `is_facultative`: it is proposed, and nothing is missing without it. `is_organisation`: its page is for who
    organises, not for who only teaches."""

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
    """By phase, then in order; a phase without a line is left out."""
    toutes = sorted(etapes, key=lambda etape: etape.ordre)
    phases = [PhaseLue(phase, tuple(etape for etape in toutes if etape.phase is phase)) for phase in Phase]
    return [phase for phase in phases if phase.etapes]

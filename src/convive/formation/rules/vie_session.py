"""Where a session is in its life cycle, and what to do now. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from convive.formation.rules.formation import EtatSession
from convive.formation.rules.preparation import EtapeSession, Phase, PhaseLue

PAS = ("Préparer", "Inscrire", "Former", "Évaluer", "Clore")
INSCRIRE, FORMER, EVALUER, CLORE = range(1, len(PAS))
MAX_MAINTENANT = 3
"""How many steps are shown first; the others are in the lists below."""


@dataclass(frozen=True, slots=True)
class PasSession:
    """One stage in the life of a session; the current one does not count as past."""

    libelle: str
    is_passe: bool
    is_ici: bool


@dataclass(frozen=True, slots=True)
class Maintenant:
    """`etapes` are the first steps due today, `autres` how many more are. `suite`: the next step, if nothing is due."""

    etapes: tuple[EtapeSession, ...]
    autres: int
    suite: EtapeSession | None


def list_pas(etat: str, date_debut: date | None, date_fin: date | None, today: date) -> list[PasSession]:
    """The stages of a session; empty if it is cancelled."""
    if etat == EtatSession.ANNULEE:
        return []
    ici = _get_rang(etat, date_debut, date_fin, today)
    is_close = etat == EtatSession.TERMINEE
    return [PasSession(nom, rang < ici or is_close, rang == ici) for rang, nom in enumerate(PAS)]


def _get_rang(etat: str, date_debut: date | None, date_fin: date | None, today: date) -> int:
    if etat == EtatSession.PREPARATION:
        return 0
    if etat == EtatSession.TERMINEE:
        return CLORE
    if date_debut is None or date_fin is None or today < date_debut:
        return INSCRIRE
    return FORMER if today <= date_fin else EVALUER


def get_phase(*, is_commencee: bool, is_passee: bool) -> Phase:
    if is_passee:
        return Phase.APRES
    return Phase.PENDANT if is_commencee else Phase.AVANT


def hide_gestes(phases: Iterable[PhaseLue], *, can_organiser: bool, can_animer: bool) -> list[PhaseLue]:
    """The same steps, without links to pages that this person may not open."""
    return [
        PhaseLue(
            phase.phase,
            tuple(
                etape if (can_organiser if etape.is_organisation else can_animer) else replace(etape, url="")
                for etape in phase.etapes
            ),
        )
        for phase in phases
    ]


def build_maintenant(phases: Iterable[PhaseLue], phase: Phase) -> Maintenant:
    """What this person can do today, the current phase first. After the last day, steps from before the session are no
    longer asked for, although their lines still show that they are missing."""
    ordre = {
        Phase.AVANT: (Phase.AVANT, Phase.PENDANT, Phase.APRES),
        Phase.PENDANT: (Phase.PENDANT, Phase.AVANT, Phase.APRES),
        Phase.APRES: (Phase.PENDANT, Phase.APRES),
    }[phase]
    par_phase = {lue.phase: lue.etapes for lue in phases}
    etapes = [etape for moment in ordre for etape in par_phase.get(moment, ()) if etape.url]
    attendues = [etape for etape in etapes if etape.is_a_faire]
    suite = next((etape for etape in etapes if not etape.is_faite), None)
    return Maintenant(
        tuple(attendues[:MAX_MAINTENANT]),
        max(0, len(attendues) - MAX_MAINTENANT),
        None if attendues else suite,
    )

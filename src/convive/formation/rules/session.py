"""A session: the demi-journées that a programme needs, its number, and checks on dates and hours. Pure Python."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from convive.formation.rules.formation import EtatInscription, EtatSession, ModeSession, Moment

SAMEDI = 5
DUREE_DEMI_JOURNEE = 210
"""The length of a demi-journée, in minutes, if its séquences have no duration."""
DEBUTS = {Moment.MATIN: time(9), Moment.APRES_MIDI: time(13, 30)}
ORDRE_MOMENTS = (Moment.MATIN, Moment.APRES_MIDI)
MAX_DEMI_JOURNEES = 40
MAX_INTERVENANTS = 20

SUITES: Mapping[str, frozenset[str]] = {
    EtatSession.PREPARATION: frozenset({EtatSession.OUVERTE, EtatSession.ANNULEE}),
    EtatSession.OUVERTE: frozenset({EtatSession.PREPARATION, EtatSession.TERMINEE, EtatSession.ANNULEE}),
    EtatSession.TERMINEE: frozenset({EtatSession.OUVERTE}),
    EtatSession.ANNULEE: frozenset({EtatSession.PREPARATION}),
}
"""The possible transitions from each state; a cancelled session can be resumed as a draft."""


@dataclass(frozen=True, slots=True)
class SequencePrevue:
    """A séquence at its place in the programme; `minutes` is 0 if its steps have no duration."""

    cle: str
    titre: str
    jour: int
    moment: str
    minutes: int


@dataclass(frozen=True, slots=True)
class DemiJourneePrevue:
    date: date
    moment: str
    debut: time
    fin: time
    titre: str
    sequences: tuple[str, ...]
    is_distance: bool = False


def propose_demi_journees(
    sequences: Iterable[SequencePrevue],
    premier: date,
    feries: Collection[date] = (),
    *,
    is_distance: bool = False,
) -> list[DemiJourneePrevue]:
    """The demi-journées of a programme from its first day, on consecutive working days, without weekends and public
    holidays. Each one is as long as its séquences."""
    groupes: dict[tuple[int, str], list[SequencePrevue]] = {}
    for sequence in sequences:
        groupes.setdefault((sequence.jour, sequence.moment), []).append(sequence)
    jours = sorted({jour for jour, _ in groupes})
    dates = dict(zip(jours, list_jours_ouvres(premier, len(jours), feries), strict=True))
    prevues = []
    for jour, moment in sorted(groupes, key=lambda cle: (cle[0], ORDRE_MOMENTS.index(Moment(cle[1])))):
        groupe = groupes[(jour, moment)]
        minutes = sum(sequence.minutes for sequence in groupe) or DUREE_DEMI_JOURNEE
        debut = DEBUTS[Moment(moment)]
        titre = "\u00a0; ".join(sequence.titre for sequence in groupe)[:300]
        cles = tuple(sequence.cle for sequence in groupe)
        prevues.append(
            DemiJourneePrevue(dates[jour], moment, debut, add_minutes(debut, minutes), titre, cles, is_distance)
        )
    return prevues


def list_jours_ouvres(premier: date, nombre: int, feries: Collection[date] = ()) -> list[date]:
    """`nombre` working days from `premier`, included if it is one."""
    jours: list[date] = []
    jour = premier
    while len(jours) < nombre:
        if jour.weekday() < SAMEDI and jour not in feries:
            jours.append(jour)
        jour += timedelta(days=1)
    return jours


def add_minutes(heure: time, minutes: int) -> time:
    """Add minutes to a time, up to the end of the day."""
    fin = datetime.combine(date.min, heure) + timedelta(minutes=minutes)
    return fin.time() if fin.date() == date.min else time(23, 59)


def build_numero(annee: int, pris: Iterable[str]) -> str:
    """« 2026-03 »: the next number of the year; numbers in `pris` are never reused."""
    debut = f"{annee}-"
    rangs = [int(numero.removeprefix(debut)) for numero in pris if numero.startswith(debut)]
    return f"{debut}{max(rangs, default=0) + 1:02d}"


def refuse_demi_journees(lignes: Sequence[DemiJourneePrevue]) -> dict[int, str]:
    """Rank → why this line is invalid."""
    refus: dict[int, str] = {}
    vues: set[tuple[date, str]] = set()
    for rang, ligne in enumerate(lignes):
        if ligne.fin <= ligne.debut:
            refus[rang] = "Elle finit avant de commencer."
        elif (ligne.date, ligne.moment) in vues:
            refus[rang] = "Cette demi-journée est déjà dans la liste."
        vues.add((ligne.date, ligne.moment))
    return refus


def explain_suite(de: str, vers: str) -> str:
    """Why a session cannot change from one state to the other; empty if it can."""
    if vers in SUITES[EtatSession(de)]:
        return ""
    if de == EtatSession.TERMINEE:
        return "Elle est terminée\u00a0: rouvrez-la d’abord."
    if de == EtatSession.ANNULEE:
        return "Elle est annulée\u00a0: reprenez-la d’abord."
    return "Ce changement n’est pas possible depuis cet état."


def explain_ouverture(*, has_dates: bool, is_programme_publie: bool) -> str:
    """Why a draft cannot be opened for enrolment; empty if it can."""
    if not has_dates:
        return "Donnez d’abord ses dates."
    if not is_programme_publie:
        return "Publiez d’abord son programme\u00a0: les personnes inscrites doivent pouvoir le lire."
    return ""


def has_distance(mode: str) -> bool:
    return mode in (ModeSession.DISTANCE, ModeSession.MIXTE)


def has_lieu(mode: str) -> bool:
    return mode != ModeSession.DISTANCE


def count_places_libres(places: int | None, inscrites: int) -> int | None:
    """The number of free places, never negative; None if the session has no limit."""
    return None if places is None else max(places - inscrites, 0)


def choose_etat(places: int | None, inscrites: int) -> EtatInscription:
    """The state of a new inscription: on the waiting list if the session is full."""
    return EtatInscription.ATTENTE if count_places_libres(places, inscrites) == 0 else EtatInscription.INSCRITE


def get_sortie(date_debut: date | None, today: date) -> EtatInscription:
    """The state of someone who leaves: `desistement` before the first day, `abandon` from that day on."""
    if date_debut is None or today < date_debut:
        return EtatInscription.DESISTEMENT
    return EtatInscription.ABANDON


def is_passee(date_fin: date | None, today: date) -> bool:
    """Whether the last day is today or in the past."""
    return date_fin is not None and date_fin <= today

"""Rules of discussions and notifications: corrections, channels, weeks. Pure Python; `now` and `today` are
arguments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from convive.socle.formats import INSECABLE, date_longue
from convive.socle.refus import Refus

MAX_TEXTE = 5_000
# How the journal marks a comment that only the team reads.
SUITE_INTERNE = ", en interne"
MAX_MENTIONS = 10
DELAI_CORRECTION = timedelta(minutes=15)
MAX_DESTINATAIRES = 500
"""The most people that one event may notify, as a safeguard: an espace has a few dozen."""
GARDE_NOTIFICATIONS = timedelta(days=183)
"""After this long a notification is deleted, read or not: it only points to content that stays elsewhere."""
AGE_MAX_LETTRE = timedelta(days=35)
"""The letter leaves out older notifications: someone away for months only receives the last few weeks."""

JOURS_SEMAINE = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class EchangeRefuse(Refus):
    """A refused action; the message can be shown."""


class Canal(StrEnum):
    """How a person is notified of one kind of event."""

    COURRIEL = "courriel"
    CONVIVE = "convive"
    LETTRE = "lettre"
    RIEN = "rien"

    @property
    def is_dans_convive(self) -> bool:
        return self in (Canal.CONVIVE, Canal.COURRIEL)


@dataclass(frozen=True, slots=True)
class Semaine:
    """A week of the ISO calendar: that of 1 January 2027 is the 53rd of 2026."""

    annee: int
    numero: int


def get_semaine(today: date) -> Semaine:
    iso = today.isocalendar()
    return Semaine(iso.year, iso.week)


def is_jour_de_lettre(jour_lettre: int | None, today: date) -> bool:
    """Whether the letter may be sent: from the chosen day (1 for Monday, to 7) to the end of the week, so that a
    machine that was off sends it later."""
    return jour_lettre is not None and today.isoweekday() >= jour_lettre


def is_adresse_reelle(email: str) -> bool:
    """False for the domain « .invalid », which receives no mail (RFC 2606): the demonstration uses it."""
    return not email.casefold().endswith(".invalid")


def get_jour_relatif(jour: date, today: date) -> str:
    """« aujourd’hui », « hier », « lundi » up to six days ago, then « 12 juin », with the year if it is another one."""
    ecart = (today - jour).days
    if ecart in (0, 1):
        return ("aujourd’hui", "hier")[ecart]
    if 1 < ecart < 7:
        return JOURS_SEMAINE[jour.weekday()]
    longue = date_longue(jour)
    return longue if jour.year != today.year else longue.rpartition(INSECABLE)[0]


def is_corrigeable(publie_le: datetime, now: datetime, *, has_suite: bool) -> bool:
    """A comment can be corrected for a quarter of an hour, as long as nobody has replied; after that, its author can
    only reply."""
    return not has_suite and now - publie_le < DELAI_CORRECTION

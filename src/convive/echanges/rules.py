"""Rules of exchanges: corrections, channels, weeks. Pure Python; now and today are arguments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from convive.socle.formats import INSECABLE, date_longue
from convive.socle.refus import Refus

MAX_TEXTE = 5_000
MAX_MENTIONS = 10
DELAI_CORRECTION = timedelta(minutes=15)
MAX_DESTINATAIRES = 500
"""How many people one event tells, at most: an espace has tens of them."""
GARDE_NOTIFICATIONS = timedelta(days=183)
"""After this long a notification is deleted, read or not: it points at what is read at its place."""
AGE_MAX_LETTRE = timedelta(days=35)
"""What is older is no news: someone who was away for months receives the last weeks."""

JOURS_SEMAINE = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class EchangeRefuse(Refus):
    """A gesture that cannot be; the message can be shown."""


class Canal(StrEnum):
    """How a person is told of one kind of event."""

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
    """From the chosen day (1, Monday, to 7) to the end of the week: a machine that was off sends the day after."""
    return jour_lettre is not None and today.isoweekday() >= jour_lettre


def is_adresse_reelle(email: str) -> bool:
    """The domain « .invalid » receives nothing (RFC 2606): the invented people of the demonstration are there."""
    return not email.casefold().endswith(".invalid")


def get_jour_relatif(jour: date, today: date) -> str:
    """« aujourd’hui », « hier », « lundi » during six days, then « 12 juin », with its year when it is another."""
    ecart = (today - jour).days
    if ecart in (0, 1):
        return ("aujourd’hui", "hier")[ecart]
    if 1 < ecart < 7:
        return JOURS_SEMAINE[jour.weekday()]
    longue = date_longue(jour)
    return longue if jour.year != today.year else longue.rpartition(INSECABLE)[0]


def is_corrigeable(publie_le: datetime, now: datetime, *, has_suite: bool) -> bool:
    """A comment is corrected during a quarter of an hour, and while nobody has answered: after, one answers oneself."""
    return not has_suite and now - publie_le < DELAI_CORRECTION

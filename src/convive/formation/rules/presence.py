"""Presence, its duration, and signatures. Pure Python; datetimes are aware, in the local time zone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from convive.socle.enums import EnumLibelle

MAX_MOTIF = 200
MAX_RETARD = 480
OUVERTURE_AVANT, OUVERTURE_APRES = timedelta(minutes=45), timedelta(minutes=60)
"""The margins before and after a demi-journée during which people can sign."""
REOUVERTURE = timedelta(minutes=30)
DELAI_ENVOI = timedelta(days=7)
"""How late a device that lost the network may send the signatures that it kept."""
DECALAGE_HORLOGE = timedelta(minutes=10)
"""How wrong the clock of a device may be."""
LARGEUR, HAUTEUR = 600, 200
"""The size of the box to sign in; a stroke is « M12 30L14 33… », in whole units of this box."""
MAX_TRACE = 12_000
LONGUEUR_MINIMALE = 60
"""The minimum length of all strokes together, in units of the box: a dot is not a signature."""
FORME = re.compile(r"(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)+")
POINT = re.compile(r"([ML])(\d{1,3}) (\d{1,3})")


class Presence(EnumLibelle):
    INCONNUE = "inconnue", "À pointer"
    PRESENT = "present", "Présent·e"
    ABSENT = "absent", "Absent·e"


class MoyenSignature(EnumLibelle):
    TELEPHONE = "telephone", "sur son téléphone"
    TABLETTE = "tablette", "sur la tablette"
    PERSONNEL = "personnel", "depuis son adresse personnelle"
    PAPIER = "papier", "sur la feuille"


MOTIFS = ("Raison de santé", "Urgence au travail", "Transport", "Raison familiale", "Sans nouvelle")
"""Suggested reasons; none is required, since nobody has to say more than she wants."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Either a stroke drawn with a finger or a pen, or a typed name. `cle` is a random key chosen by the device, so
    that a signature sent twice counts once, and that the device can withdraw it."""

    cle: str
    moyen: str
    trace: str = ""
    texte: str = ""
    signe_le: datetime | None = None


@dataclass(frozen=True, slots=True)
class DemiJourneeSuivie:
    """The attendance of one person at a demi-journée of `minutes`."""

    minutes: int
    presence: str
    retard: int = 0
    depart: int = 0

    @property
    def suivies(self) -> int:
        """The minutes actually attended; 0 until she is recorded as present."""
        return max(0, self.minutes - self.retard - self.depart) if self.presence == Presence.PRESENT else 0


@dataclass(frozen=True, slots=True)
class Assiduite:
    """Attendance over a session, in minutes. `a_pointer` is how many demi-journées are not recorded yet."""

    prevues: int
    suivies: int
    a_pointer: int
    absences: int

    @property
    def is_connue(self) -> bool:
        return self.prevues > 0 and not self.a_pointer

    @property
    def is_complete(self) -> bool:
        return self.is_connue and self.suivies == self.prevues


def compute_assiduite(demi_journees: Iterable[DemiJourneeSuivie]) -> Assiduite:
    rows = list(demi_journees)
    return Assiduite(
        sum(row.minutes for row in rows),
        sum(row.suivies for row in rows),
        sum(row.presence == Presence.INCONNUE for row in rows),
        sum(row.presence == Presence.ABSENT for row in rows),
    )


def explain_presence(presence: str, minutes: int, retard: int, depart: int) -> str:
    """Why this cannot be recorded; empty if it can."""
    if presence not in Presence:
        return "Cette présence n’existe pas."
    if min(retard, depart) < 0 or max(retard, depart) > MAX_RETARD:
        return "Donnez un nombre de minutes."
    if presence == Presence.PRESENT and retard + depart >= minutes:
        return f"La demi-journée dure {minutes}\u00a0minutes\u00a0: avec ce retard et ce départ, il n’en reste rien."
    return ""


def get_fenetre(jour: date, debut: time, fin: time, now: datetime) -> tuple[datetime, datetime]:
    """The period when people can sign, in the time zone of `now`."""
    return (
        datetime.combine(jour, debut, now.tzinfo) - OUVERTURE_AVANT,
        datetime.combine(jour, fin, now.tzinfo) + OUVERTURE_APRES,
    )


def is_ouvert(fenetre: tuple[datetime, datetime], rouverte_jusqu_a: datetime | None, now: datetime) -> bool:
    return fenetre[0] <= now <= fenetre[1] or (rouverte_jusqu_a is not None and now <= rouverte_jusqu_a)


def get_instant_signe(
    fenetre: tuple[datetime, datetime], rouverte_jusqu_a: datetime | None, signe_le: datetime | None, now: datetime
) -> datetime | None:
    """The time to record for a signature received `now`; None if it is too late, or too early, to sign.

    A device that had no network sends the time of the signature, which is trusted if signing was open at that time.
    """
    if is_ouvert(fenetre, rouverte_jusqu_a, now):
        return signe_le if signe_le is not None and fenetre[0] <= signe_le <= now else now
    if signe_le is None or signe_le > now + DECALAGE_HORLOGE or now - fenetre[1] > DELAI_ENVOI:
        return None
    return signe_le if fenetre[0] - DECALAGE_HORLOGE <= signe_le <= fenetre[1] + DECALAGE_HORLOGE else None


def explain_trace(trace: str) -> str:
    """Why this stroke is not a signature; empty if it is one."""
    if len(trace) > MAX_TRACE or not FORME.fullmatch(trace):
        return "Cette signature est illisible\u00a0: recommencez-la."
    longueur, avant = 0, (0, 0)
    for geste, x, y in POINT.findall(trace):
        point = (int(x), int(y))
        if point[0] > LARGEUR or point[1] > HAUTEUR:
            return "Cette signature est illisible\u00a0: recommencez-la."
        if geste == "L":
            longueur += abs(point[0] - avant[0]) + abs(point[1] - avant[1])
        avant = point
    return "" if longueur >= LONGUEUR_MINIMALE else "C’est trop court pour une signature\u00a0: recommencez-la."

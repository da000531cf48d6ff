"""Who was there, for how long, and what a signature is. Pure Python; moments are aware, in the time of the place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from convive.socle.enums import EnumLibelle

MAX_MOTIF = 200
MAX_RETARD = 480
OUVERTURE_AVANT, OUVERTURE_APRES = timedelta(minutes=45), timedelta(minutes=60)
"""A half-day is signed from a little before it begins to a little after its end."""
REOUVERTURE = timedelta(minutes=30)
DELAI_ENVOI = timedelta(days=7)
"""A tablet that lost the network may send so late what it kept."""
DECALAGE_HORLOGE = timedelta(minutes=10)
LARGEUR, HAUTEUR = 600, 200
"""The box in which one signs; a line is « M12 30L14 33… », in whole units of this box."""
MAX_TRACE = 12_000
LONGUEUR_MINIMALE = 60
"""A dot is not a signature."""
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
"""Offered, never imposed: nobody has to say more than she wants."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A line drawn with a finger or a pen, or a name typed: one of the two. `cle` is drawn by the device: it makes a
    signature that was sent twice one signature, and lets the device that signed take it back."""

    cle: str
    moyen: str
    trace: str = ""
    texte: str = ""
    signe_le: datetime | None = None


@dataclass(frozen=True, slots=True)
class DemiJourneeSuivie:
    """What one person did of a half-day of `minutes`."""

    minutes: int
    presence: str
    retard: int = 0
    depart: int = 0

    @property
    def suivies(self) -> int:
        """Minutes really attended; 0 as long as nobody said that she was there."""
        return max(0, self.minutes - self.retard - self.depart) if self.presence == Presence.PRESENT else 0


@dataclass(frozen=True, slots=True)
class Assiduite:
    """Over a session, in minutes. `a_pointer` half-days of which nothing was said yet."""

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
    """Why this cannot be kept; « » when it can."""
    if presence not in Presence:
        return "Cette présence n’existe pas."
    if min(retard, depart) < 0 or max(retard, depart) > MAX_RETARD:
        return "Donnez un nombre de minutes."
    if presence == Presence.PRESENT and retard + depart >= minutes:
        return f"La demi-journée dure {minutes}\u00a0minutes\u00a0: avec ce retard et ce départ, il n’en reste rien."
    return ""


def get_fenetre(jour: date, debut: time, fin: time, now: datetime) -> tuple[datetime, datetime]:
    """When one may sign, in the time zone of `now`."""
    return (
        datetime.combine(jour, debut, now.tzinfo) - OUVERTURE_AVANT,
        datetime.combine(jour, fin, now.tzinfo) + OUVERTURE_APRES,
    )


def is_ouvert(fenetre: tuple[datetime, datetime], rouverte_jusqu_a: datetime | None, now: datetime) -> bool:
    return fenetre[0] <= now <= fenetre[1] or (rouverte_jusqu_a is not None and now <= rouverte_jusqu_a)


def get_instant_signe(
    fenetre: tuple[datetime, datetime], rouverte_jusqu_a: datetime | None, signe_le: datetime | None, now: datetime
) -> datetime | None:
    """The moment to keep for a signature received `now`; None when it is too late, or too early, to sign.

    A device without network tells when its owner signed: it is believed when the half-day was open at that moment.
    """
    if is_ouvert(fenetre, rouverte_jusqu_a, now):
        return signe_le if signe_le is not None and fenetre[0] <= signe_le <= now else now
    if signe_le is None or signe_le > now + DECALAGE_HORLOGE or now - fenetre[1] > DELAI_ENVOI:
        return None
    return signe_le if fenetre[0] - DECALAGE_HORLOGE <= signe_le <= fenetre[1] + DECALAGE_HORLOGE else None


def explain_trace(trace: str) -> str:
    """Why this line is not a signature; « » when it is one."""
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

"""Roles and rights in the espace of an organisme, and the vocabulary of a session. Pure Python."""

from convive.socle.enums import EnumLibelle
from convive.socle.formats import duree_minutes

MAX_COURT = 300
MAX_LONG = 6000
DOMAINE = "formation"
DROIT_LIRE = (DOMAINE, "Les sessions et les programmes", "voir")
DROIT_ANIMER = (DOMAINE, "Une session", "animer")
DROIT_ORGANISER = (DOMAINE, "Les sessions, les programmes et la qualité", "organiser")


class EtatSession(EnumLibelle):
    PREPARATION = "preparation", "En préparation"
    OUVERTE = "ouverte", "Ouverte"
    TERMINEE = "terminee", "Terminée"
    ANNULEE = "annulee", "Annulée"


class ModeSession(EnumLibelle):
    PRESENCE = "presence", "Sur place"
    DISTANCE = "distance", "À distance"
    MIXTE = "mixte", "Sur place et à distance"


class Moment(EnumLibelle):
    MATIN = "matin", "Matin"
    APRES_MIDI = "apres_midi", "Après-midi"


class EtatInscription(EnumLibelle):
    """`attente`: on the waiting list. `desistement`: left before the first day; `abandon`: after it."""

    ATTENTE = "attente", "En liste d’attente"
    INSCRITE = "inscrite", "Inscrit·e"
    DESISTEMENT = "desistement", "Désistement"
    ABANDON = "abandon", "Abandon"


class EtatProgramme(EnumLibelle):
    BROUILLON = "brouillon", "Brouillon"
    PUBLIE = "publie", "Publié"
    ARCHIVE = "archive", "Archivé"


SUIVIES = frozenset({EtatInscription.INSCRITE, EtatInscription.ABANDON})
"""The states counted in a session, including people who gave up during it, since they started it."""


def format_minutes(minutes: int) -> str:
    """« 3 h 30 », « 45 min », « 14 h »; zero is « 0 h »."""
    return duree_minutes(minutes) if minutes else "0\u00a0h"


def format_heures(minutes: int) -> str:
    """A total, always in hours: « 14 h », « 13 h 30 », « 0 h 05 »."""
    heures, reste = divmod(minutes, 60)
    return f"{heures}\u00a0h\u00a0{reste:02d}" if reste else f"{heures}\u00a0h"

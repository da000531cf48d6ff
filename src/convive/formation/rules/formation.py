"""Who may do what in the espace of a training body, and the words of a session. Pure Python."""

from enum import StrEnum

from convive.socle.formats import duree_minutes

MAX_COURT = 300
MAX_LONG = 6000
DOMAINE = "formation"
DROIT_LIRE = (DOMAINE, "Les sessions et les programmes", "voir")
DROIT_ANIMER = (DOMAINE, "Une session", "animer")
DROIT_ORGANISER = (DOMAINE, "Les sessions, les programmes et la qualité", "organiser")


class EtatSession(StrEnum):
    PREPARATION = "preparation"
    OUVERTE = "ouverte"
    TERMINEE = "terminee"
    ANNULEE = "annulee"


class ModeSession(StrEnum):
    PRESENCE = "presence"
    DISTANCE = "distance"
    MIXTE = "mixte"


class Moment(StrEnum):
    MATIN = "matin"
    APRES_MIDI = "apres_midi"


class EtatInscription(StrEnum):
    """`attente`: the session is full. `desistement`: before the first day; `abandon`: after it."""

    ATTENTE = "attente"
    INSCRITE = "inscrite"
    DESISTEMENT = "desistement"
    ABANDON = "abandon"


class EtatProgramme(StrEnum):
    BROUILLON = "brouillon"
    PUBLIE = "publie"
    ARCHIVE = "archive"


LIBELLES_ETATS_SESSION = {
    EtatSession.PREPARATION: "En préparation",
    EtatSession.OUVERTE: "Ouverte",
    EtatSession.TERMINEE: "Terminée",
    EtatSession.ANNULEE: "Annulée",
}
LIBELLES_MODES = {
    ModeSession.PRESENCE: "Sur place",
    ModeSession.DISTANCE: "À distance",
    ModeSession.MIXTE: "Sur place et à distance",
}
LIBELLES_MOMENTS = {Moment.MATIN: "Matin", Moment.APRES_MIDI: "Après-midi"}
LIBELLES_INSCRIPTIONS = {
    EtatInscription.ATTENTE: "En liste d’attente",
    EtatInscription.INSCRITE: "Inscrit·e",
    EtatInscription.DESISTEMENT: "Désistement",
    EtatInscription.ABANDON: "Abandon",
}
LIBELLES_PROGRAMMES = {
    EtatProgramme.BROUILLON: "Brouillon",
    EtatProgramme.PUBLIE: "Publié",
    EtatProgramme.ARCHIVE: "Archivé",
}
SUIVIES = frozenset({EtatInscription.INSCRITE, EtatInscription.ABANDON})
"""Those that a session counts: whoever gave up on the way began it."""


def format_minutes(minutes: int) -> str:
    """« 3 h 30 », « 45 min », « 14 h »; nothing followed is « 0 h »."""
    return duree_minutes(minutes) if minutes else "0\u00a0h"


def format_heures(minutes: int) -> str:
    """A total, always in hours: « 14 h », « 13 h 30 », « 0 h 05 »."""
    heures, reste = divmod(minutes, 60)
    return f"{heures}\u00a0h\u00a0{reste:02d}" if reste else f"{heures}\u00a0h"

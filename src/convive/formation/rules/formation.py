"""Who may do what in the espace of a training body, and the words of a session. Pure Python."""

from enum import StrEnum

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

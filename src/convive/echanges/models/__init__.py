"""The models of `echanges`, one file per noun."""

from convive.echanges.models.discussion import INTERNES, LECTEURS, Commentaire, Discussion, Mention
from convive.echanges.models.lettre_semaine import EtatLettre, LettreSemaine
from convive.echanges.models.notification import (
    JOURS,
    Notification,
    NotificationQuerySet,
    PreferenceNotification,
    Sourdine,
)
from convive.echanges.models.suivi import Suivi

__all__ = [
    "INTERNES",
    "JOURS",
    "LECTEURS",
    "Commentaire",
    "Discussion",
    "EtatLettre",
    "LettreSemaine",
    "Mention",
    "Notification",
    "NotificationQuerySet",
    "PreferenceNotification",
    "Sourdine",
    "Suivi",
]

"""The rows of exchanges, one file per noun."""

from convive.echanges.models.discussion import INTERNES, LECTEURS, Commentaire, Discussion, Mention
from convive.echanges.models.suivi import Suivi

__all__ = ["INTERNES", "LECTEURS", "Commentaire", "Discussion", "Mention", "Suivi"]

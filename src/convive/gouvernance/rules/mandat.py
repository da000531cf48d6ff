"""What an élu·e can say in council, in plain words, with a date and a source. Pure Python."""

from dataclasses import dataclass
from datetime import date

from convive.plan_action.rules.statuts import Statut
from convive.socle.formats import date_longue

JOURS_RECENTS = 270
MAX_A_DIRE = 3
DITS = (Statut.VALIDEE, Statut.EN_COURS, Statut.REALISEE, Statut.PERENNISEE)
"""Moves of an action that one may announce: the others are told by the team, with their reasons."""


@dataclass(frozen=True, slots=True)
class ADire:
    """A sentence that stands alone, what it comes from, and where to read more."""

    phrase: str
    source: str
    url: str = ""


def write_action(titre: str, vers: str, jour: date, instance: str = "", commune: str = "") -> str:
    """`commune` is named when the action is proper to it."""
    nom, quand = f"«\u00a0{titre}\u00a0»", date_longue(jour)
    ici = f"À {commune}, " if commune else ""
    phrases = {
        Statut.VALIDEE: f"{ici}l’action {nom} est décidée depuis le {quand}{f' ({instance})' if instance else ''}.",
        Statut.EN_COURS: f"{ici}on travaille à {nom} depuis le {quand}.",
        Statut.REALISEE: f"{ici}{nom}\u00a0: c’est fait, depuis le {quand}.",
        Statut.PERENNISEE: f"{ici}{nom}\u00a0: c’est fait, et cela continue depuis le {quand}.",
    }
    phrase = phrases[Statut(vers)]
    return phrase[:1].upper() + phrase[1:]


def write_decision(libelle: str, jour: date) -> str:
    """A decision that was carried out."""
    texte = libelle.strip().rstrip(".")
    return f"C’est fait depuis le {date_longue(jour)}\u00a0: {texte[:1].lower()}{texte[1:]}."

"""Convocations: what leaves, to whom, and what has to be told again. Pure Python."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from convive.socle.enums import EnumLibelle

REPONDRE, LIRE_ANNULATION = "repondre_convocation", "lire_annulation"
LIRE_COMPTE_RENDU = "lire_compte_rendu"
DELAI_REPRISE = timedelta(minutes=10)
"""After so long, the process that took a message is taken for dead."""
DELAI_RAPPEL = timedelta(hours=20)
"""Nobody is reminded twice within a day."""
DELAI_NOUVEAU_LIEN = timedelta(minutes=2)
"""Two clicks send one link."""


class SorteEnvoi(EnumLibelle):
    CONVOCATION = "convocation", "Convocation"
    RAPPEL = "rappel", "Rappel"
    ANNULATION = "annulation", "Annulation"
    COMPTE_RENDU = "compte_rendu", "Relevé et compte rendu"


class EtatEnvoi(StrEnum):
    A_ENVOYER = "a_envoyer"
    EN_COURS = "en_cours"
    PARTI = "parti"
    ECHEC = "echec"


def is_en_route(etat: str, depuis: datetime, now: datetime) -> bool:
    """Whether a message is simply leaving: written a moment ago, and nothing went wrong. Later, something waits."""
    return etat in (EtatEnvoi.A_ENVOYER, EtatEnvoi.EN_COURS) and now - depuis < DELAI_REPRISE


def build_annonce(jour: date | None, debut: time | None, fin: time | None, lieu: str, visio: str) -> str:
    """What an invitation says of the day and the place, as one text that is compared."""
    return "|".join((str(jour or ""), str(debut or ""), str(fin or ""), lieu, visio))


def is_meme_jour(avant: str, apres: str) -> bool:
    """Whether two texts of `build_annonce` are of the same day and hours: the place alone may have changed."""
    return avant.split("|")[:3] == apres.split("|")[:3]


def can_rappeler(dernier: datetime | None, now: datetime) -> bool:
    """Once a day at most, and only someone whom the convocation has reached."""
    return dernier is not None and now - dernier >= DELAI_RAPPEL


def explain_reponse(reponse: str, represente_par: str) -> Mapping[str, str]:
    if reponse == "represente" and not represente_par:
        return {"represente_par": "Indiquez par qui\u00a0: on l’attendra."}
    return {}

"""A practice territory: what it goes through, and how long it lives. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from convive.formation.refus import FormationRefusee
from convive.socle.enums import EnumLibelle

MAX_NOM = 80
MAX_PAR_SESSION = 40
"""Thirty trainees, and some groups: more is a mistake, and each one takes room."""
PREFIXE = "Territoire d’exercice de "


class EtatExercice(EnumLibelle):
    """`a_creer`: asked for, the job has not reached it. `efface`: its time is over, only the trace stays."""

    A_CREER = "a_creer", "Se prépare"
    PRET = "pret", "Prêt"
    ECHEC = "echec", "Pas créé"
    EFFACE = "efface", "Effacé"


class GesteExercice(StrEnum):
    """What a trainer does with one: enter it, invite, put it back, make it again, erase it."""

    ENTRER = "entrer"
    INVITER = "inviter"
    REMETTRE = "remettre"
    EFFACER = "effacer"


@dataclass(frozen=True, slots=True)
class Demande:
    """Who practises: a trainee (the key of her inscription), or a group by its name."""

    nom: str
    inscription: str = ""


def compute_expiration(today: date, jours: int) -> date:
    """The first day on which nothing changes any more, for a life of `jours` days, today included."""
    return today + timedelta(days=jours)


def compute_effacement(expire_le: date, jours_lecture: int) -> date:
    """The day on which it is erased: after its last day it is read, and carried off, for so many days."""
    return expire_le + timedelta(days=jours_lecture)


def build_nom_espace(nom: str, limite: int) -> str:
    """The name of the espace, cut so that it fits."""
    full = f"{PREFIXE}{nom}"
    return full if len(full) <= limite else f"{full[: limite - 1]}…"


def name_groupe(nom: str, personnes: Sequence[str]) -> str:
    """« Groupe 1 : Ysoline Ferrandou », as many people as the name can hold."""
    full = f"{nom}\u00a0: {', '.join(personnes)}" if personnes else nom
    return full if len(full) <= MAX_NOM else f"{full[: MAX_NOM - 1].rstrip(' ,')}…"


def parse_groupes(texte: str) -> list[str]:
    """Names of groups, one a line; said twice, once."""
    lignes = (" ".join(ligne.split())[:MAX_NOM] for ligne in texte.splitlines())
    return list(dict.fromkeys(ligne for ligne in lignes if ligne))


def refuse_demandes(demandes: Sequence[Demande], existants: Iterable[str]) -> None:
    """Raise FormationRefusee when there is nothing to make, or too much. `existants` are the names of those alive."""
    if not demandes:
        raise FormationRefusee("Choisissez au moins une personne, ou écrivez le nom d’un groupe.")
    if len(demandes) + len(list(existants)) > MAX_PAR_SESSION:
        raise FormationRefusee(
            f"{MAX_PAR_SESSION} territoires d’exercice au plus pour une session : effacez ceux qui ne servent plus."
        )

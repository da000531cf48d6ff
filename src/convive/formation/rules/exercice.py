"""A practice territory: its states, and how long it lasts. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from convive.formation.refus import FormationRefusee
from convive.socle.enums import EnumLibelle

MAX_NOM = 80
MAX_PAR_SESSION = 40
"""Enough for thirty stagiaires and a few groups: more is a mistake, and each one takes disk space."""
PREFIXE = "Territoire d’exercice de "


class EtatExercice(EnumLibelle):
    """`a_creer`: requested, but the job has not created it yet. `efface`: erased, and only its row stays."""

    A_CREER = "a_creer", "Se prépare"
    PRET = "pret", "Prêt"
    ECHEC = "echec", "Pas créé"
    EFFACE = "efface", "Effacé"


class GesteExercice(StrEnum):
    """A trainer's actions on one: enter, invite, reset, retry, erase."""

    ENTRER = "entrer"
    INVITER = "inviter"
    REMETTRE = "remettre"
    EFFACER = "effacer"


@dataclass(frozen=True, slots=True)
class Demande:
    """Who practises: a stagiaire (the id of her inscription), or a group by its name."""

    nom: str
    inscription: str = ""


def compute_expiration(today: date, jours: int) -> date:
    """The first day when it is read-only, for a life of `jours` days including today."""
    return today + timedelta(days=jours)


def compute_effacement(expire_le: date, jours_lecture: int) -> date:
    """The day when it is erased: it can still be read and exported for `jours_lecture` days after it expires."""
    return expire_le + timedelta(days=jours_lecture)


def build_nom_espace(nom: str, limite: int) -> str:
    """The name of the espace, cut to fit the limit."""
    full = f"{PREFIXE}{nom}"
    return full if len(full) <= limite else f"{full[: limite - 1]}…"


def name_groupe(nom: str, personnes: Sequence[str]) -> str:
    """« Groupe 1 : Ysoline Ferrandou », with as many people as the name can hold."""
    full = f"{nom}\u00a0: {', '.join(personnes)}" if personnes else nom
    return full if len(full) <= MAX_NOM else f"{full[: MAX_NOM - 1].rstrip(' ,')}…"


def parse_groupes(texte: str) -> list[str]:
    """The names of groups, one per line, without duplicates."""
    lignes = (" ".join(ligne.split())[:MAX_NOM] for ligne in texte.splitlines())
    return list(dict.fromkeys(ligne for ligne in lignes if ligne))


def refuse_demandes(demandes: Sequence[Demande], existants: Iterable[str]) -> None:
    """Raise FormationRefusee if there is nothing to create, or too many. `existants` are the names of current ones."""
    if not demandes:
        raise FormationRefusee("Choisissez au moins une personne, ou écrivez le nom d’un groupe.")
    if len(demandes) + len(list(existants)) > MAX_PAR_SESSION:
        raise FormationRefusee(
            f"{MAX_PAR_SESSION} territoires d’exercice au plus pour une session : effacez ceux qui ne servent plus."
        )

"""Séances: their states, the points of their agenda, who was there. Pure Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, duree_minutes

MINUTES_PAR_HEURE = 60
MAX_DUREE_POINT = 480
DUREES_USUELLES = {"information": 10, "avis": 15, "decision": 20}
"""How long a point of each nature usually takes, in minutes."""


class StatutSeance(EnumLibelle):
    BROUILLON = "brouillon", "En préparation"
    CONVOQUEE = "convoquee", "Convoquée"
    EN_COURS = "en_cours", "En cours"
    CLOSE = "close", "Close"
    REPORTEE = "reportee", "Reportée"
    ANNULEE = "annulee", "Annulée"


MODIFIABLES = frozenset({StatutSeance.BROUILLON, StatutSeance.CONVOQUEE, StatutSeance.EN_COURS})
"""The agenda and the date may still change."""
A_VENIR = frozenset({StatutSeance.BROUILLON, StatutSeance.CONVOQUEE})
PARTIES = frozenset({StatutSeance.REPORTEE, StatutSeance.ANNULEE})
"""They did not take place: both say why."""
TRANSITIONS: Mapping[StatutSeance, frozenset[StatutSeance]] = {
    StatutSeance.BROUILLON: frozenset({StatutSeance.CONVOQUEE, StatutSeance.EN_COURS, *PARTIES}),
    # A convocation that left too early is taken back; those who received it are told by whoever does it.
    StatutSeance.CONVOQUEE: frozenset({StatutSeance.BROUILLON, StatutSeance.EN_COURS, *PARTIES}),
    StatutSeance.EN_COURS: frozenset({StatutSeance.CONVOQUEE, StatutSeance.CLOSE, *PARTIES}),
    # Closed by mistake: reopened, and the journal keeps both.
    StatutSeance.CLOSE: frozenset({StatutSeance.EN_COURS}),
    StatutSeance.REPORTEE: frozenset({StatutSeance.BROUILLON}),
    StatutSeance.ANNULEE: frozenset({StatutSeance.BROUILLON}),
}


class NaturePoint(EnumLibelle):
    INFORMATION = "information", "Information"
    AVIS = "avis", "Avis"
    DECISION = "decision", "Décision"


@dataclass(frozen=True, slots=True)
class PointUsuel:
    """A point that comes back at each séance of a kind of body."""

    titre: str
    nature: str
    duree_minutes: int


PAS_DUREE = 5
"""A point lasts a multiple of it, and never less."""


def fit_points(points: Sequence[PointUsuel], minutes: int) -> tuple[list[PointUsuel], list[PointUsuel]]:
    """These points in that time, and those that are left out. Each is shortened in proportion; when even the shortest
    do not fit, those that take the least time are left out first."""
    kept, minutes = list(points), max(minutes, 0)
    while len(kept) * PAS_DUREE > minutes:
        kept.remove(min(reversed(kept), key=lambda row: row.duree_minutes))
    total = sum(row.duree_minutes for row in kept)
    if total > minutes:
        durees = [max(row.duree_minutes * minutes // total // PAS_DUREE * PAS_DUREE, PAS_DUREE) for row in kept]
        while sum(durees) > minutes:
            durees[durees.index(max(durees))] -= PAS_DUREE
        kept = [replace(row, duree_minutes=duree) for row, duree in zip(kept, durees, strict=True)]
    titres = {row.titre for row in kept}
    return kept, [row for row in points if row.titre not in titres]


def dump_points(points: Iterable[PointUsuel]) -> list[dict[str, object]]:
    return [{"titre": row.titre, "nature": row.nature, "duree": row.duree_minutes} for row in points]


def load_points(rows: Iterable[Mapping[str, Any]]) -> tuple[PointUsuel, ...]:
    """What `dump_points` wrote; a row that a copy damaged is left out."""
    return tuple(
        PointUsuel(str(row["titre"]), row["nature"], int(row["duree"]))
        for row in rows
        if row.get("titre") and row.get("nature") in NaturePoint and str(row.get("duree", "")).isdecimal()
    )


class EtatPoint(EnumLibelle):
    PREVU = "prevu", "Prévu"
    TRAITE = "traite", "Traité"
    REPORTE = "reporte", "Reporté"


class Reponse(EnumLibelle):
    """What a person said she would do."""

    EN_ATTENTE = "en_attente", "En attente"
    PRESENT = "present", "Sera là"
    EXCUSE = "excuse", "S’excuse"
    REPRESENTE = "represente", "Sera représenté·e"


class Presence(EnumLibelle):
    """Who was there on the day."""

    INCONNUE = "inconnue", "À pointer"
    PRESENT = "present", "Présent·e"
    EXCUSE = "excuse", "Excusé·e"
    REPRESENTE = "represente", "Représenté·e"
    ABSENT = "absent", "Absent·e"


MAX_PAGE = 36


@dataclass(frozen=True, slots=True)
class Touche:
    """A tap, in the order of the page where it was made: two of one page may come in reverse order."""

    page: str
    rang: int

    def is_depassee(self, page: str, rang: int) -> bool:
        """Whether a later tap of the same page was kept already."""
        return self.page == page and self.rang < rang


def read_touche(texte: str) -> Touche | None:
    """« 5f1c…:12 », as the browser writes it; None for anything else, which has no order."""
    page, _, rang = texte.partition(":")
    if not page or len(page) > MAX_PAGE or not rang.isascii() or not rang.isdigit() or len(rang) > 6:
        return None
    return Touche(page, int(rang))


class MoyenPresence(EnumLibelle):
    LISTE = "liste", "Cochée dans la liste"
    QR = "qr", "Par le code QR"
    PAPIER = "papier", "Relevée sur la feuille signée"


class SorteLigne(EnumLibelle):
    """What a line of the minutes is; one key of the keyboard each."""

    DECISION = "decision", "Décision"
    ACTION = "action", "Action"
    INFORMATION = "information", "Information"
    QUESTION = "question", "Question"
    DEBAT = "debat", "Échanges"


def can_go(de: str, vers: str) -> bool:
    """Whether a séance may go from one state to the other."""
    return de in StatutSeance and vers in TRANSITIONS[StatutSeance(de)]


def write_motif_gel(jour: date | None) -> str:
    """Why the papers of a séance are frozen, as all of them print it: what the room saw, on its day."""
    return f"Tel que présenté le {date_longue(jour) if jour else 'jour de la séance'}"


def explain_horaires(debut: time | None, fin: time | None) -> dict[str, str]:
    if debut is not None and fin is not None and fin <= debut:
        return {"heure_fin": "La séance finit avant de commencer."}
    if debut is None and fin is not None:
        return {"heure_debut": "Donnez aussi l’heure à laquelle elle commence."}
    return {}


def explain_depart(de: str, vers: str, motif: str) -> dict[str, str]:
    """Why a séance did not take place is read by those who were invited; why closed minutes open again, in the
    journal."""
    if vers in PARTIES and not motif.strip():
        return {"motif": "Indiquez pourquoi\u00a0: les personnes convoquées le liront."}
    if de == StatutSeance.CLOSE and not motif.strip():
        return {"motif": "Indiquez pourquoi\u00a0: le journal le garde."}
    return {}


@dataclass(frozen=True, slots=True)
class Horaire:
    """When a point begins and ends, in minutes since midnight; None when the séance has no hour."""

    debut: int | None
    fin: int | None

    def __str__(self) -> str:
        if self.debut is None or self.fin is None:
            return ""
        return f"{format_heure(self.debut)}\u2013{format_heure(self.fin)}"


@dataclass(frozen=True, slots=True)
class Minutage:
    """The clock of an agenda. `prevu_minutes` is what the hours of the séance give, None without them; `reste_minutes`
    is negative when the agenda overflows."""

    horaires: tuple[Horaire, ...]
    total_minutes: int
    prevu_minutes: int | None

    @property
    def reste_minutes(self) -> int | None:
        return None if self.prevu_minutes is None else self.prevu_minutes - self.total_minutes


def count_minutes(heure: time) -> int:
    return heure.hour * MINUTES_PAR_HEURE + heure.minute


def compute_minutage(durees: Iterable[int], debut: time | None, fin: time | None) -> Minutage:
    """One after the other, from the beginning of the séance."""
    now = None if debut is None else count_minutes(debut)
    horaires, total = [], 0
    for duree in durees:
        fini = None if now is None else now + duree
        horaires.append(Horaire(now, fini))
        now, total = fini, total + duree
    prevu = count_minutes(fin) - count_minutes(debut) if debut is not None and fin is not None else None
    return Minutage(tuple(horaires), total, prevu)


def format_heure(minutes: int) -> str:
    """« 14 h », « 14 h 05 »; past midnight it goes on."""
    heures, reste = divmod(minutes, MINUTES_PAR_HEURE)
    return f"{heures}\u00a0h\u00a0{reste:02}" if reste else f"{heures}\u00a0h"


def format_horaires(debut: time | None, fin: time | None) -> str:
    """« 14 h – 16 h »; what is not known is left out."""
    return " – ".join(format_heure(count_minutes(heure)) for heure in (debut, fin) if heure is not None)


def format_duree(minutes: int) -> str:
    """« 45 min », « 2 h », « 1 h 30 »."""
    return duree_minutes(minutes)


def is_passee(jour: date | None, today: date) -> bool:
    return jour is not None and jour < today

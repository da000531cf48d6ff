"""The four steps of a séance: what each says of where one is, which one is under way. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from convive.gouvernance.rules.seances import StatutSeance, format_duree
from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, nombre_accorde


class Temps(EnumLibelle):
    PREPARER = "preparer", "Préparer"
    CONVOQUER = "convoquer", "Convoquer"
    TENIR = "tenir", "Tenir"
    CLORE = "clore", "Clore et envoyer"


@dataclass(frozen=True, slots=True)
class FaitsTemps:
    """What the steps are read from. `points` and `minutes` are those of the agenda; `envoyee_le` is the day when the
    minutes left; `a_prevenir` counts those without an address whom nobody told yet."""

    statut: str
    jour: date | None
    points: int
    minutes: int
    convoquee_le: date | None = None
    close_le: date | None = None
    envoyee_le: date | None = None
    a_prevenir: int = 0


@dataclass(frozen=True, slots=True)
class EtatTemps:
    temps: Temps
    precision: str
    is_fait: bool


def find_temps(statut: str, jour: date | None, today: date) -> Temps:
    """The step under way: one prepares until the day, whether those expected were written to or not."""
    if statut == StatutSeance.CLOSE:
        return Temps.CLORE
    if statut == StatutSeance.EN_COURS or (statut == StatutSeance.CONVOQUEE and jour is not None and jour <= today):
        return Temps.TENIR
    return Temps.PREPARER


def list_etats(faits: FaitsTemps) -> list[EtatTemps]:
    is_close = faits.statut == StatutSeance.CLOSE
    is_tenue = is_close or faits.statut == StatutSeance.EN_COURS
    return [
        EtatTemps(Temps.PREPARER, _say_points(faits), is_tenue or faits.convoquee_le is not None),
        EtatTemps(Temps.CONVOQUER, _say_convocation(faits), faits.convoquee_le is not None and not faits.a_prevenir),
        EtatTemps(Temps.TENIR, _say_tenue(faits), is_close),
        EtatTemps(Temps.CLORE, _say_cloture(faits), is_close),
    ]


def _say_points(faits: FaitsTemps) -> str:
    if not faits.points:
        return "ordre du jour à faire"
    return f"{nombre_accorde(faits.points, 'point')}, {format_duree(faits.minutes)}"


def _say_convocation(faits: FaitsTemps) -> str:
    if faits.convoquee_le and faits.a_prevenir:
        return f"à prévenir vous-même\u00a0: {nombre_accorde(faits.a_prevenir, 'personne')}"
    return f"convoquée le {_say_jour(faits.convoquee_le)}" if faits.convoquee_le else "rien n’est parti"


def _say_tenue(faits: FaitsTemps) -> str:
    if faits.statut == StatutSeance.EN_COURS:
        return "en cours"
    if faits.jour is None:
        return "date à choisir"
    if faits.statut != StatutSeance.CLOSE:
        return f"le {_say_jour(faits.jour)}"
    is_avant = faits.close_le is not None and faits.close_le < faits.jour
    return f"tenue {'avant ' if is_avant else ''}le {_say_jour(faits.jour)}"


def _say_cloture(faits: FaitsTemps) -> str:
    if faits.envoyee_le is not None:
        return f"envoyé le {_say_jour(faits.envoyee_le)}"
    if faits.statut == StatutSeance.CLOSE:
        return f"close le {_say_jour(faits.close_le)}" if faits.close_le else "close"
    return "après la séance"


def _say_jour(jour: date | None) -> str:
    """« 12 novembre »: the year is in the title of the page."""
    return date_longue(jour).rpartition("\u00a0")[0] if jour is not None else ""


def list_avertissements(jour: date | None, today: date, *, has_presence: bool) -> list[str]:
    """What one should know before closing, which cannot be undone; each a sentence without its full stop."""
    said = []
    if jour is None:
        said.append("cette séance n’a pas de date")
    elif jour > today:
        said.append(f"cette séance est prévue le {date_longue(jour)}, dans {_say_jours((jour - today).days)}")
    if not has_presence:
        said.append("aucune présence n’est notée\u00a0: le compte rendu ne dira pas qui était là")
    return said


def _say_jours(jours: int) -> str:
    return nombre_accorde(jours, "jour")


def join_avertissements(avertissements: Iterable[str]) -> str:
    """« Cette séance est prévue le 3 décembre, dans 2 jours ; aucune présence n’est notée… »"""
    phrase = "\u00a0; ".join(avertissements)
    return f"{phrase[:1].upper()}{phrase[1:]}." if phrase else ""

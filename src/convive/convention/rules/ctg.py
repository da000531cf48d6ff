"""Dates and states of a CTG. Pure Python; today is an argument.

`date_fin` is the last day of the convention, as it is written in it: « jusqu’au 31 décembre 2028 ».
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, nombre_accorde
from convive.socle.refus import Refus

DOMAINE = "convention"
DROIT_LIRE = (DOMAINE, "La CTG", "voir")
DROIT_ECRIRE = (DOMAINE, "La CTG", "écrire")
MAX_NOM = 150
MAX_PERSONNE = 200
MAX_QUALITE = 200
MAX_LIBELLE = 150
MAX_COMMENTAIRE = 1_000
MAX_TYPES = 60
MOIS_PAR_AN = 12


class ConventionRefusee(Refus):
    """A change of a CTG that cannot be; each message can be shown. `champs` says beside which field, when one is."""


class StatutCtg(EnumLibelle):
    EN_PREPARATION = "en_preparation", "en préparation"
    A_SIGNER = "a_signer", "commencée, signature attendue"
    SIGNEE = "signee", "signée, pas encore commencée"
    EN_COURS = "en_cours", "en cours"
    TERMINEE = "terminee", "terminée"


def get_statut(*, date_debut: date, date_fin: date, date_signature: date | None, today: date) -> StatutCtg:
    """What the dates of a CTG say of it; nobody enters it."""
    if today > date_fin:
        return StatutCtg.TERMINEE
    if date_signature is None or date_signature > today:
        return StatutCtg.EN_PREPARATION if today < date_debut else StatutCtg.A_SIGNER
    return StatutCtg.SIGNEE if today < date_debut else StatutCtg.EN_COURS


def add_mois(day: date, mois: int) -> date:
    """The same day some months later, or earlier; the last day of the month when it has none such."""
    rank = day.year * MOIS_PAR_AN + day.month - 1 + mois
    year, month = divmod(rank, MOIS_PAR_AN)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def is_engagee(date_debut: date, today: date) -> bool:
    """Whether a CTG began a year ago or more: what prepares it is behind, even when its signature is not noted."""
    return today >= add_mois(date_debut, MOIS_PAR_AN)


def get_fin_usuelle(date_debut: date, annees: int) -> date:
    """The last day of a CTG of so many years."""
    return add_mois(date_debut, annees * MOIS_PAR_AN) - timedelta(days=1)


def count_mois(date_debut: date, date_fin: date) -> int:
    """How many months a CTG lasts, its last day included; a month begun counts."""
    lendemain = date_fin + timedelta(days=1)
    mois = (lendemain.year - date_debut.year) * MOIS_PAR_AN + lendemain.month - date_debut.month
    return max(1, mois + (1 if lendemain.day > date_debut.day else 0))


def build_nom(date_debut: date, date_fin: date) -> str:
    """« CTG 2024-2028 », as everyone calls it."""
    years = str(date_debut.year) if date_debut.year == date_fin.year else f"{date_debut.year}-{date_fin.year}"
    return f"CTG {years}"


def count_mois_restants(date_fin: date, today: date) -> int:
    """Whole months before the end; 0 when less than one is left."""
    mois = (date_fin.year - today.year) * MOIS_PAR_AN + date_fin.month - today.month
    return max(0, mois - (1 if date_fin.day < today.day else 0))


def list_contradictions(
    *, date_debut: date, date_fin: date, date_signature: date | None, today: date, fin_precedente: date | None = None
) -> dict[str, str]:
    """What cannot be in the dates of a CTG, by field; empty when they hold together."""
    found = {}
    if date_fin < date_debut:
        found["date_fin"] = (
            f"La CTG finirait le {date_longue(date_fin)}, avant d’avoir commencé le {date_longue(date_debut)}."
        )
    if date_signature is not None and date_signature > today:
        found["date_signature"] = (
            f"Le {date_longue(date_signature)} est à venir : une signature se note quand elle a eu lieu. "
            "Laissez vide en attendant, et notez une date prévue parmi les jalons."
        )
    elif date_signature is not None and date_signature > date_fin:
        found["date_signature"] = (
            f"La CTG aurait été signée le {date_longue(date_signature)}, après sa fin "
            f"du {date_longue(date_fin)} : l’une des deux dates est fausse."
        )
    if fin_precedente is not None and date_debut <= fin_precedente:
        found["date_debut"] = (
            f"La CTG précédente court jusqu’au {date_longue(fin_precedente)} : celle-ci commence au plus tôt "
            f"le {date_longue(fin_precedente + timedelta(days=1))}."
        )
    return found


def list_avertissements(
    *,
    date_debut: date,
    date_fin: date,
    date_signature: date | None,
    annees_usuelles: int,
    debut_suivante: date | None = None,
) -> list[str]:
    """What is allowed but rare: said, never refused. A prorogation may have passed the start of the next CTG."""
    said = []
    if date_fin > get_fin_usuelle(date_debut, annees_usuelles):
        usual = nombre_accorde(annees_usuelles, "an")
        said.append(f"Elle dure plus de {usual}, durée que retient d’ordinaire la Caf : vérifiez la date de fin.")
    if date_signature is not None and date_signature > date_debut:
        said.append(
            f"Signée le {date_longue(date_signature)}, elle prend effet avant, le {date_longue(date_debut)} : "
            "la convention doit le dire."
        )
    if debut_suivante is not None and debut_suivante <= date_fin:
        said.append(
            f"La CTG suivante commence le {date_longue(debut_suivante)}, et celle-ci court jusqu’au "
            f"{date_longue(date_fin)} : décalez le début de la suivante."
        )
    return said


@dataclass(frozen=True, slots=True)
class Periode:
    """The days of a CTG, and how to name it."""

    cle: object
    date_debut: date
    date_fin: date


def choose_actuelle(periodes: Iterable[Periode], today: date) -> Periode | None:
    """The CTG that one means by « la CTG »: the one that runs; otherwise the next one; otherwise the last."""
    ordered = sorted(periodes, key=lambda periode: (periode.date_debut, periode.date_fin))
    running = [p for p in ordered if p.date_debut <= today <= p.date_fin]
    coming = [p for p in ordered if p.date_debut > today]
    chosen = running or coming[:1] or ordered
    return chosen[-1] if chosen else None

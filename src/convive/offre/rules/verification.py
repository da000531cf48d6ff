"""Checks on a service of the inventory: whether to verify it again, what ends soon, what looks wrong. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from convive.socle.formats import date_longue, nombre

MOIS_PAR_AN = 12


@dataclass(frozen=True, slots=True)
class Parametres:
    """Parameters of the catalogue: months after which a service must be verified again, and months of notice before an
    end."""

    mois_verification: int
    mois_alerte_agrement: int
    mois_alerte_cof: int


class Gravite(StrEnum):
    PASSEE = "passee"
    PROCHE = "proche"


@dataclass(frozen=True, slots=True)
class Echeance:
    """An end that is past or near; `dernier_jour` is the last valid day."""

    dernier_jour: date
    gravite: Gravite

    @property
    def is_passee(self) -> bool:
        return self.gravite is Gravite.PASSEE


def add_mois(jour: date, mois: int) -> date:
    """The same day, this many months later, or the last day of the month if it has fewer days."""
    rang = jour.year * MOIS_PAR_AN + jour.month - 1 + mois
    first = date(rang // MOIS_PAR_AN, rang % MOIS_PAR_AN + 1, 1)
    following = date((rang + 1) // MOIS_PAR_AN, (rang + 1) % MOIS_PAR_AN + 1, 1)
    return first + timedelta(days=min(jour.day, (following - first).days) - 1)


def is_a_verifier(date_verification: date | None, today: date, mois: int) -> bool:
    """Whether the last verification is at least `mois` months old, or there has never been one."""
    return date_verification is None or add_mois(date_verification, mois) <= today


def get_jour_limite(today: date, mois: int) -> date:
    """The latest verification date that is already too old, for use in a query."""
    jour = add_mois(today, -mois)
    # Months differ in length: move day by day to the last date that `is_a_verifier` finds too old.
    while not is_a_verifier(jour, today, mois):
        jour -= timedelta(days=1)
    while is_a_verifier(jour + timedelta(days=1), today, mois):
        jour += timedelta(days=1)
    return jour


def get_echeance(dernier_jour: date | None, today: date, mois: int) -> Echeance | None:
    """The end, if it is past or at most `mois` months away; otherwise None."""
    if dernier_jour is None or dernier_jour > add_mois(today, mois):
        return None
    return Echeance(dernier_jour, Gravite.PASSEE if dernier_jour < today else Gravite.PROCHE)


def list_avertissements(
    *,
    places: int | None,
    capacite_agreee: int | None,
    identifiants: Iterable[str],
    identifiant_motif: str,
    agrement: Echeance | None,
) -> list[str]:
    """Sentences about what looks wrong or is missing; none of them prevents saving."""
    phrases = []
    if places is not None and capacite_agreee is not None and places > capacite_agreee:
        phrases.append(
            f"Plus de places ({nombre(places)}) que la capacité agréée ({nombre(capacite_agreee)})\u00a0: "
            "vérifiez les deux nombres."
        )
    if agrement is not None and agrement.is_passee:
        phrases.append(f"L’agrément a pris fin le {date_longue(agrement.dernier_jour)}\u00a0: est-il renouvelé\u00a0?")
    if not any(identifiants) and not identifiant_motif:
        phrases.append(
            "Aucun numéro officiel (SIRET, RNA ou UAI)\u00a0: ajoutez-en un, ou indiquez pourquoi il n’y en a pas."
        )
    return phrases

"""Read the deadlines of a place, on its page and through the address of its calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from convive.espaces.cles.lien_magique import AGENDA, read_cle_lien
from convive.espaces.models import FluxAgenda, Membre
from convive.espaces.selectors.membre import get_membre
from convive.socle.echeances import Echeance, echeances

# What is past stays a while: in a calendar, a day that was missed is still read.
AVANT, APRES = timedelta(days=90), timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Mois:
    """`premier` is the first day of the month."""

    premier: date
    echeances: tuple[Echeance, ...]


def list_echeances(membre: Membre, today: date, *, miennes: bool = False) -> list[Echeance]:
    rows = echeances.list_echeances(membre, today - AVANT, today + APRES)
    return [row for row in rows if row.is_mienne] if miennes else rows


def group_mois(rows: Iterable[Echeance]) -> list[Mois]:
    """Months that have something, in order; the rows are sorted."""
    months: dict[date, list[Echeance]] = {}
    for row in rows:
        months.setdefault(row.jour.replace(day=1), []).append(row)
    return [Mois(premier, tuple(held)) for premier, held in months.items()]


def has_flux(membre: Membre) -> bool:
    return FluxAgenda.objects.filter(membre=membre).exists()


def get_membre_du_flux(cle: str) -> Membre | None:
    """Whose calendar asks; None for a key that is not one, was replaced, or whose place or compte is closed."""
    read = read_cle_lien(cle, AGENDA)
    if read is None:
        return None
    uuid, empreinte = read
    flux = FluxAgenda.objects.filter(pk=uuid, empreinte_cle=empreinte).select_related("membre__compte").first()
    if flux is None or not flux.membre.compte.is_active:
        return None
    membre = get_membre(flux.membre.compte, flux.membre.espace_id)
    # Someone whose place was closed, then opened again, makes another address.
    return membre if membre is not None and membre.pk == flux.membre_id else None

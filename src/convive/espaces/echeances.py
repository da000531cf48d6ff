"""The last day of one’s own place, which nobody else’s calendar has to know."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.espaces.models import Membre
from convive.socle.echeances import Echeance, echeances


def list_echeances(membre: Membre, debut: date, fin: date) -> Iterator[Echeance]:
    """No query."""
    dernier = membre.dernier_jour
    if dernier is not None and debut <= dernier <= fin:
        url = reverse("espaces:confirmation_create", args=[membre.espace_id])
        yield Echeance(f"place-{membre.pk}", dernier, "Dernier jour de votre accès", "", url, "user", is_mienne=True)


def record_echeances() -> None:
    echeances.record("espaces", list_echeances)

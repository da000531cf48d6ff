"""The days that a convention expects: its milestones that are not reached, and its end."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.convention.models import Ctg, Jalon
from convive.convention.permissions import can_get_ctg
from convive.espaces.models import Membre
from convive.socle.echeances import Echeance, echeances


def list_echeances(membre: Membre, debut: date, fin: date) -> Iterator[Echeance]:
    """Two queries."""
    if not can_get_ctg(membre):
        return
    jalons = Jalon.objects.visible_to(membre.compte).filter(ctg__espace=membre.espace_id, date_reelle__isnull=True)
    jalons = jalons.filter(is_sans_objet=False, date_prevue__range=(debut, fin)).select_related("ctg")
    for jalon in jalons:
        url = reverse("convention:jalon_list", args=[membre.espace_id, jalon.ctg_id])
        if jalon.date_prevue is not None:
            yield Echeance(f"jalon-{jalon.pk}", jalon.date_prevue, jalon.libelle, str(jalon.ctg), url, "check")
    ctgs = Ctg.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date_fin__range=(debut, fin))
    for ctg in ctgs:
        url = reverse("convention:ctg_detail", args=[membre.espace_id, ctg.pk])
        yield Echeance(f"ctg-{ctg.pk}", ctg.date_fin, f"Dernier jour de la {ctg.nom}", "", url, "file-text")


def record_echeances() -> None:
    echeances.record("convention", list_echeances)

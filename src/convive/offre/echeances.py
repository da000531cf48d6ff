"""The end dates of agréments and of conventions d’objectifs et de financement."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.espaces.models import Membre
from convive.offre.models import Cof
from convive.offre.permissions import can_list_services
from convive.offre.selectors.equipement import build_url_service, get_services
from convive.socle.echeances import Echeance, echeances
from convive.socle.formats import liste_fr


def list_echeances(membre: Membre, debut: date, fin: date) -> Iterator[Echeance]:
    """The ends of agréments and of conventions between two days; three queries."""
    if not can_list_services(membre):
        return
    build_url = build_url_service(membre.espace_id)
    services = get_services(membre).filter(archive_le__isnull=True, agrement_fin__range=(debut, fin))
    for pk, nom, jour in services.values_list("pk", "nom", "agrement_fin"):
        if jour is not None:
            yield Echeance(f"agrement-{pk}", jour, f"Fin de l’agrément\u00a0: {nom}", "", build_url(pk), "clock")
    cofs = Cof.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date_fin__range=(debut, fin))
    url = reverse("offre:cof_list", args=[membre.espace_id])
    for cof in cofs.prefetch_related("services"):
        noms = liste_fr(sorted(service.nom for service in cof.services.all()))
        libelle = f"Fin de la convention d’objectifs {cof.numero}" + (f"\u00a0: {noms}" if noms else "")
        yield Echeance(f"cof-{cof.pk}", cof.date_fin, libelle, "", url, "file-text")


def record_echeances() -> None:
    echeances.record("offre", list_echeances)

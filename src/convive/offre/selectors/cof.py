"""Read the conventions d’objectifs et de financement of an espace."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from convive.espaces.models import Membre
from convive.offre.models import Cof, ServiceEquipement
from convive.offre.rules.verification import Parametres, get_echeance
from convive.offre.selectors.catalogue import get_prestations
from convive.offre.selectors.equipement import CofLue, get_services


def get_cofs(membre: Membre) -> QuerySet[Cof]:
    """Those that this place sees, each with the services that it sees."""
    rows = Cof.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    services = get_services(membre).filter(archive_le__isnull=True).order_by("nom_compare", "pk")
    return rows.prefetch_related(Prefetch("services", services))


def list_cofs(membre: Membre, today: date, parametres: Parametres) -> list[CofLue]:
    """The first to end first; two queries."""
    return read_cofs(get_cofs(membre).order_by("date_fin", "numero", "pk"), today, parametres)


def list_cofs_service(membre: Membre, service: ServiceEquipement, today: date, parametres: Parametres) -> list[CofLue]:
    rows = Cof.objects.visible_to(membre.compte).filter(services=service)
    return read_cofs(rows.order_by("-date_fin", "numero", "pk"), today, parametres)


def read_cofs(rows: Iterable[Cof], today: date, parametres: Parametres) -> list[CofLue]:
    noms = get_prestations("ps")
    return [
        CofLue(cof, noms.get(cof.type_ps, cof.type_ps), get_echeance(cof.date_fin, today, parametres.mois_alerte_cof))
        for cof in rows
    ]


def get_cof(membre: Membre, uuid: UUID) -> Cof | None:
    cof = get_cofs(membre).filter(pk=uuid).first()
    if cof is not None:
        cof.espace = membre.espace
    return cof

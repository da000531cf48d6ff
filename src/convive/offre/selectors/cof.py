"""Read the conventions d’objectifs et de financement of an espace."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from convive.espaces.models import Membre
from convive.offre.models import Cof, ServiceEquipement
from convive.offre.rules.verification import Parametres, get_echeance
from convive.offre.selectors.catalogue import get_prestations
from convive.offre.selectors.equipement import CofLue, build_url_service, get_services


def get_cofs(membre: Membre) -> QuerySet[Cof]:
    """The conventions that this membre can see."""
    return Cof.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)


def list_cofs(membre: Membre, today: date, parametres: Parametres) -> list[CofLue]:
    """The conventions by end date, each with the services that this membre can see; two queries."""
    get_url = build_url_service(membre.espace_id)
    seen = get_services(membre).filter(archive_le__isnull=True).order_by().values("pk")
    liens = Cof.services.through._default_manager.filter(serviceequipement__in=seen)
    ordered = liens.order_by("serviceequipement__nom_compare", "serviceequipement_id")
    services: dict[UUID, list[tuple[str, str]]] = {}
    for cof, pk, nom in ordered.values_list("cof_id", "serviceequipement_id", "serviceequipement__nom"):
        services.setdefault(cof, []).append((nom, get_url(pk)))
    lues = _read(get_cofs(membre).order_by("date_fin", "numero", "pk"), today, parametres)
    return [replace(lue, services=tuple(services.get(lue.cof.pk, ()))) for lue in lues]


def list_cofs_service(membre: Membre, service: ServiceEquipement, today: date, parametres: Parametres) -> list[CofLue]:
    rows = Cof.objects.visible_to(membre.compte).filter(services=service)
    return _read(rows.order_by("-date_fin", "numero", "pk"), today, parametres)


def _read(rows: Iterable[Cof], today: date, parametres: Parametres) -> list[CofLue]:
    noms = get_prestations("ps")
    return [
        CofLue(cof, noms.get(cof.type_ps, cof.type_ps), get_echeance(cof.date_fin, today, parametres.mois_alerte_cof))
        for cof in rows
    ]


def get_cof(membre: Membre, uuid: UUID) -> Cof | None:
    cof = get_cofs(membre).prefetch_related(Prefetch("services", get_services(membre))).filter(pk=uuid).first()
    if cof is not None:
        cof.espace = membre.espace
    return cof

"""What the other packages may point at: a service, a convention d’objectifs et de financement."""

from django.urls import reverse

from convive.espaces.objets import get_espace_uuid
from convive.offre.models import Cof, ImportCofs, ImportServices, ServiceEquipement, TypeService
from convive.offre.rules.offre import DECLARER_ANNEE
from convive.offre.selectors.catalogue import get_types_usuels
from convive.socle.objets import TypeObjet, objets


def get_url_service(service: ServiceEquipement) -> str:
    return reverse("offre:service_detail", args=[service.espace_id, service.pk])


def _get_textes_service(service: ServiceEquipement) -> tuple[str, str]:
    """The usual name of the type: how an espace calls it is another row."""
    usuel = get_types_usuels().get(service.type_cle)
    corps = (usuel.nom if usuel else "", service.adresse, service.public, service.precisions)
    return service.nom, "\n".join(filter(None, corps))


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "service",
            ServiceEquipement,
            "Service",
            get_url_service,
            ServiceEquipement.objects.visible_to,
            get_textes=_get_textes_service,
            gestes=(DECLARER_ANNEE,),
            get_espace_uuid=get_espace_uuid,
            defini="le service",
        ),
        TypeObjet(
            "cof",
            Cof,
            "Convention d’objectifs et de financement",
            lambda cof: reverse("offre:cof_list", args=[cof.espace_id]),
            Cof.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la convention",
        ),
        TypeObjet(
            "type_service",
            TypeService,
            "Type de service",
            lambda type_service: reverse("offre:type_service_list", args=[type_service.espace_id]),
            TypeService.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le type",
        ),
        TypeObjet(
            "import_services",
            ImportServices,
            "Import de services",
            lambda fichier: reverse("offre:import_detail", args=[fichier.espace_id, fichier.pk]),
            ImportServices.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’import de services",
        ),
        TypeObjet(
            "import_cofs",
            ImportCofs,
            "Import de conventions",
            lambda fichier: reverse("offre:import_cof_detail", args=[fichier.espace_id, fichier.pk]),
            ImportCofs.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’import de conventions",
        ),
    )

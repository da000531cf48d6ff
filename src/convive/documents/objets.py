"""What the other packages may point at: a model of document, a long job."""

from django.urls import reverse

from convive.documents.models import ModeleDocument, Travail
from convive.espaces.objets import get_espace_uuid
from convive.socle.objets import TypeObjet, objets


def _get_url_modeles(modele: ModeleDocument) -> str:
    return reverse("documents:modele_list", args=[modele.espace_id])


def get_url_travail(travail: Travail) -> str:
    """Inside its espace, or among those of the person."""
    lieu = [travail.espace_id] if travail.espace_id else []
    return reverse("documents:travail_detail", args=[*lieu, travail.pk])


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "modele_document",
            ModeleDocument,
            "Modèle de document",
            _get_url_modeles,
            ModeleDocument.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
        ),
        TypeObjet(
            "travail",
            Travail,
            "Préparation",
            get_url_travail,
            Travail.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
        ),
    )

"""What the other packages may point at: a model of document."""

from django.urls import reverse

from convive.documents.models import ModeleDocument
from convive.espaces.objets import get_espace_uuid
from convive.socle.objets import TypeObjet, objets


def _get_url_modeles(modele: ModeleDocument) -> str:
    return reverse("documents:modele_list", args=[modele.espace_id])


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "modele_document",
            ModeleDocument,
            "Modèle de document",
            _get_url_modeles,
            ModeleDocument.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
        )
    )

"""What the other packages may point at: a CTG, an avenant."""

from django.urls import reverse

from convive.convention.models import Avenant, Ctg
from convive.documents.porteurs import Porteur, porteurs
from convive.espaces.objets import get_espace_uuid
from convive.socle.objets import TypeObjet, objets


def get_url_ctg(ctg: Ctg) -> str:
    return reverse("convention:ctg_detail", args=[ctg.espace_id, ctg.pk])


def get_url_avenant(avenant: Avenant) -> str:
    return reverse("convention:avenant_detail", args=[avenant.espace_id, avenant.ctg_id, avenant.pk])


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "ctg",
            Ctg,
            "CTG",
            get_url_ctg,
            Ctg.objects.visible_to,
            get_textes=lambda ctg: (ctg.nom, "Convention territoriale globale"),
            get_espace_uuid=get_espace_uuid,
            defini="la CTG",
        ),
        TypeObjet(
            "avenant",
            Avenant,
            "Avenant",
            get_url_avenant,
            Avenant.objects.visible_to,
            get_textes=lambda avenant: (str(avenant), avenant.texte),
            get_espace_uuid=get_espace_uuid,
            defini="l’avenant",
        ),
    )
    porteurs.record(Porteur("ctg", "convention:ctg_detail"), Porteur("avenant", "convention:avenant_detail"))

"""What the other packages may point at: a CTG, an avenant, a signatory, a milestone."""

from uuid import UUID

from django.urls import reverse

from convive.convention.models import Avenant, Ctg, Jalon, Signataire
from convive.documents.porteurs import Porteur, porteurs
from convive.espaces.objets import get_espace_uuid
from convive.socle.objets import TypeObjet, objets


def get_url_ctg(ctg: Ctg) -> str:
    return reverse("convention:ctg_detail", args=[ctg.espace_id, ctg.pk])


def get_url_avenant(avenant: Avenant) -> str:
    return reverse("convention:avenant_detail", args=[avenant.espace_id, avenant.ctg_id, avenant.pk])


def get_url_signataire(signataire: Signataire) -> str:
    return reverse("convention:signataire_list", args=[signataire.ctg.espace_id, signataire.ctg_id])


def get_url_jalon(jalon: Jalon) -> str:
    return reverse("convention:jalon_list", args=[jalon.ctg.espace_id, jalon.ctg_id])


def get_espace_uuid_ctg(objet: Signataire | Jalon) -> UUID:
    """The espace of what belongs to a CTG."""
    return objet.ctg.espace_id


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
        TypeObjet(
            "signataire",
            Signataire,
            "Signataire",
            get_url_signataire,
            lambda compte: Signataire.objects.visible_to(compte).select_related("ctg", "organisation"),
            get_espace_uuid=get_espace_uuid_ctg,
            defini="le signataire",
        ),
        TypeObjet(
            "jalon",
            Jalon,
            "Jalon",
            get_url_jalon,
            lambda compte: Jalon.objects.visible_to(compte).select_related("ctg"),
            get_espace_uuid=get_espace_uuid_ctg,
            defini="le jalon",
        ),
    )
    porteurs.record(Porteur("ctg", "convention:ctg_detail"), Porteur("avenant", "convention:avenant_detail"))

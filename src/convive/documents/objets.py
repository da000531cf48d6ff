"""What the other packages may point at: a model of document, an attachment, a frozen state, a long job."""

from django.urls import reverse

from convive.documents.models import Gel, ModeleDocument, PieceJointe, Travail
from convive.documents.rules.blocs import list_lignes
from convive.espaces.objets import get_espace_uuid
from convive.socle.objets import TypeObjet, objets


def _get_url_modeles(modele: ModeleDocument) -> str:
    return reverse("documents:modele_list", args=[modele.espace_id])


def get_url_travail(travail: Travail) -> str:
    """Inside its espace, or among those of the person."""
    lieu = [travail.espace_id] if travail.espace_id else []
    return reverse("documents:travail_detail", args=[*lieu, travail.pk])


def get_url_piece(piece: PieceJointe) -> str:
    return reverse("documents:piece_detail", args=[piece.espace_id, piece.pk])


def get_textes_piece(piece: PieceJointe) -> tuple[str, str]:
    """Its words, and those of its latest file."""
    version = piece.versions.first()
    lus = (version.nom_fichier, version.texte) if version else ()
    return piece.titre, "\n".join(filter(None, (piece.description, piece.texte_alternatif, *lus)))


def get_url_gel(gel: Gel) -> str:
    return reverse("documents:gel_detail", args=[gel.espace_id, gel.pk])


def get_textes_gel(gel: Gel) -> tuple[str, str]:
    contenu = gel.read_contenu()
    return gel.titre, "\n".join([gel.motif, *(list_lignes(contenu.elements) if contenu else ())])


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "modele_document",
            ModeleDocument,
            "Modèle de document",
            _get_url_modeles,
            ModeleDocument.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le modèle de document",
        ),
        TypeObjet(
            "piece_jointe",
            PieceJointe,
            "Pièce jointe",
            get_url_piece,
            PieceJointe.objects.visible_to,
            get_textes=get_textes_piece,
            get_espace_uuid=get_espace_uuid,
            defini="la pièce jointe",
            nommes_to=lambda compte: PieceJointe.objects.visible_to(compte, with_supprimees=True),
        ),
        TypeObjet(
            "gel",
            Gel,
            "État figé",
            get_url_gel,
            Gel.objects.visible_to,
            get_textes=get_textes_gel,
            get_espace_uuid=get_espace_uuid,
            defini="l’état figé",
        ),
        TypeObjet(
            "travail",
            Travail,
            "Préparation",
            get_url_travail,
            Travail.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la préparation",
        ),
    )

"""What the other packages may point at: an espace, a member, an invitation."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from convive.espaces.models import Espace, Invitation, LienMagique, Membre, Note, Partage, PointDepart, Thematique
from convive.espaces.permissions import DOMAINE, can_list_notes, can_update_notes
from convive.espaces.textes import TypeTexte, textes
from convive.socle.objets import TypeObjet, objets
from convive.socle.texte import get_texte_nu


def _get_url_espace(espace: Espace) -> str:
    return reverse("espaces:espace_detail", args=[espace.pk])


def _get_url_membres(objet: Membre | Invitation) -> str:
    return reverse("espaces:membre_list", args=[objet.espace_id])


def _get_url_thematiques(thematique: Thematique) -> str:
    return reverse("espaces:thematique_list", args=[thematique.espace_id])


def _get_url_note(note: Note) -> str:
    return reverse("espaces:note_detail", args=[note.espace_id, note.pk])


def _get_url_liens(lien: LienMagique) -> str:
    return reverse("espaces:lien_list", args=[lien.espace_id])


def _get_url_depart(depart: PointDepart) -> str:
    return reverse("espaces:espace_reset", args=[depart.espace_id])


def _list_thematiques_ouvertes(compte: Any) -> QuerySet[Thematique]:
    espaces = Espace.objects.for_droit(compte, DOMAINE, "Les thématiques", "voir")
    return Thematique.objects.filter(espace__in=espaces)


def get_espace_uuid(objet: Any) -> UUID:
    """The espace of a row that has the field `espace`."""
    espace_uuid: UUID = objet.espace_id
    return espace_uuid


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "espace",
            Espace,
            "Espace",
            _get_url_espace,
            lambda compte: Espace.objects.for_droit(compte, DOMAINE, "L’accueil de l’espace", "voir"),
            get_textes=lambda espace: (espace.nom, ""),
            get_espace_uuid=lambda espace: espace.pk,
            defini="l’espace",
        ),
        TypeObjet(
            "membre",
            Membre,
            "Membre",
            _get_url_membres,
            # With the person, whose name is that of the place.
            lambda compte: Membre.objects.visible_to(compte).select_related("compte"),
            get_espace_uuid=get_espace_uuid,
            gestes=("confirmer_place",),
            defini="la place",
        ),
        TypeObjet(
            "point_depart",
            PointDepart,
            "Point de départ",
            _get_url_depart,
            lambda compte: PointDepart.objects.visible_to(compte).select_related("espace"),
            get_espace_uuid=get_espace_uuid,
            defini="le point de départ",
        ),
        TypeObjet(
            "invitation",
            Invitation,
            "Invitation",
            _get_url_membres,
            lambda compte: Invitation.objects.filter(
                espace__in=Espace.objects.for_droit(compte, DOMAINE, "Les invitations", "gérer")
            ),
            get_espace_uuid=get_espace_uuid,
            defini="l’invitation",
        ),
        TypeObjet(
            "partage",
            Partage,
            "Partage avec un département",
            lambda partage: reverse("espaces:partage_list", args=[partage.espace_id]),
            Partage.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le partage",
        ),
        TypeObjet(
            "thematique",
            Thematique,
            "Thématique",
            _get_url_thematiques,
            _list_thematiques_ouvertes,
            get_textes=lambda thematique: (thematique.nom, ""),
            get_espace_uuid=get_espace_uuid,
            defini="la thématique",
        ),
        TypeObjet(
            "note",
            Note,
            "Note",
            _get_url_note,
            Note.objects.visible_to,
            get_textes=lambda note: (note.titre, get_texte_nu(note.texte)),
            get_espace_uuid=get_espace_uuid,
            gestes=("lire",),
            defini="la note",
            nommes_to=lambda compte: Note.objects.visible_to(compte, with_supprimees=True),
        ),
        TypeObjet(
            "lien",
            LienMagique,
            "Lien magique",
            _get_url_liens,
            lambda compte: LienMagique.objects.filter(
                espace__in=Espace.objects.for_droit(compte, DOMAINE, "Les liens envoyés", "gérer")
            ),
            get_espace_uuid=get_espace_uuid,
            defini="le lien",
        ),
    )
    textes.record(
        TypeTexte(
            "note",
            {"titre": "Titre", "texte": "Texte"},
            "espaces:note_list",
            can_list_notes,
            lambda membre, _note: can_update_notes(membre),
        )
    )

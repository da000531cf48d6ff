"""What the other packages may point at: an espace, a member, an invitation."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from convive.espaces.models import Espace, Invitation, LienMagique, Membre, Note, PointDepart, Thematique
from convive.espaces.permissions import can_list_notes, can_update_notes
from convive.espaces.textes import TypeTexte, textes
from convive.socle.objets import TypeObjet, objets


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


def get_espace_uuid(objet: Any) -> UUID:
    """The espace of a row that has the field `espace`."""
    return objet.espace_id  # type: ignore[no-any-return]


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "espace",
            Espace,
            "Espace",
            _get_url_espace,
            Espace.objects.visible_to,
            get_espace_uuid=lambda espace: espace.pk,
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
        ),
        TypeObjet(
            "point_depart",
            PointDepart,
            "Point de départ",
            _get_url_depart,
            lambda compte: PointDepart.objects.visible_to(compte).select_related("espace"),
            get_espace_uuid=get_espace_uuid,
        ),
        TypeObjet(
            "invitation",
            Invitation,
            "Invitation",
            _get_url_membres,
            Invitation.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
        ),
        TypeObjet(
            "thematique",
            Thematique,
            "Thématique",
            _get_url_thematiques,
            Thematique.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
        ),
        TypeObjet(
            "note",
            Note,
            "Note",
            _get_url_note,
            Note.objects.visible_to,
            get_textes=lambda note: (note.titre, note.texte),
            get_espace_uuid=get_espace_uuid,
            gestes=("lire",),
        ),
        TypeObjet(
            "lien",
            LienMagique,
            "Lien magique",
            _get_url_liens,
            LienMagique.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
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

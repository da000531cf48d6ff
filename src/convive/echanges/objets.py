"""What the other packages may point at: a discussion, a comment."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from convive.echanges.models import Commentaire, Discussion
from convive.socle.formats import avec_de
from convive.socle.objets import TypeObjet, objets


def get_url_discussion(discussion: Discussion) -> str:
    return reverse("echanges:discussion_detail", args=[discussion.espace_id, discussion.pk])


def _get_url_commentaire(commentaire: Commentaire) -> str:
    return f"{get_url_discussion(commentaire.discussion)}#commentaire-{commentaire.pk}"


def _get_textes(commentaire: Commentaire) -> tuple[str, str]:
    marque = "Commentaire interne" if commentaire.discussion.is_interne else "Commentaire"
    return f"{marque} {avec_de(commentaire.auteur_nom)}", commentaire.texte


def _get_espace_uuid(objet: Any) -> UUID:
    discussion = objet if isinstance(objet, Discussion) else objet.discussion
    return discussion.espace_id


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "discussion",
            Discussion,
            "Discussion",
            get_url_discussion,
            Discussion.objects.visible_to,
            get_espace_uuid=_get_espace_uuid,
        ),
        TypeObjet(
            "commentaire",
            Commentaire,
            "Commentaire",
            _get_url_commentaire,
            Commentaire.objects.visible_to,
            get_textes=_get_textes,
            get_espace_uuid=_get_espace_uuid,
        ),
    )

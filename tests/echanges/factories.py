"""Discussions of the miniature espace, about the espace itself."""

from typing import Any
from uuid import uuid4

from convive.comptes.models import Compte
from convive.echanges.actions.discussion import create_discussion, create_reponse
from convive.echanges.models import Commentaire, Discussion
from convive.espaces.models import Espace, Membre
from convive.socle.objets import objets


def publish(
    by: Compte,
    espace: Espace,
    texte: str = "Une question.",
    *,
    sur: Any = None,
    is_interne: bool = False,
    mentions: tuple[Compte, ...] = (),
) -> Commentaire:
    """Open a discussion about an object, the espace itself by default."""
    return create_discussion(
        by=by,
        espace=espace,
        reference=objets.get_reference(sur or espace),
        libelle=str(sur or espace),
        texte=texte,
        is_interne=is_interne,
        cle=uuid4(),
        mentions=Membre.objects.filter(espace=espace, compte__in=mentions),
    )


def answer(
    by: Compte, discussion: Discussion, texte: str = "Une réponse.", mentions: tuple[Compte, ...] = ()
) -> Commentaire:
    return create_reponse(
        by=by,
        discussion=discussion,
        libelle=str(objets.get(discussion.objet_type).model._default_manager.get(pk=discussion.objet_uuid)),
        texte=texte,
        cle=uuid4(),
        mentions=Membre.objects.filter(espace=discussion.espace, compte__in=mentions),
    )

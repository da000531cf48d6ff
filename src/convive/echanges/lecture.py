"""A discussion as one person sees it, with what she may do with each comment.

This module is above selectors and permissions because it combines what both return.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from convive.echanges.models import Commentaire, Discussion
from convive.echanges.permissions import can_close_discussion, can_create_commentaire, can_delete_commentaire, is_auteur
from convive.echanges.rules import is_corrigeable
from convive.echanges.selectors.discussion import SEPARATEUR, FilDiscussion
from convive.espaces.models import Membre
from convive.espaces.views.saisie import build_cle_brouillon


@dataclass(frozen=True, slots=True)
class VueCommentaire:
    """A comment. `destinataires` are the names of the people whose advice it asks for."""

    commentaire: Commentaire
    destinataires: tuple[str, ...]
    is_a_moi: bool
    is_corrigeable: bool
    is_supprimable: bool


@dataclass(frozen=True, slots=True)
class VueDiscussion:
    """A discussion. `brouillon` is the key under which the browser keeps a reply while it is being typed."""

    discussion: Discussion
    commentaires: tuple[VueCommentaire, ...]
    can_close: bool
    can_repondre: bool
    brouillon: str

    @property
    def premier(self) -> Commentaire:
        return self.commentaires[0].commentaire

    @property
    def identifiant(self) -> str:
        """The HTML id of the reply button: the same before and after sending, so that the focus stays there."""
        return f"repondre-{self.discussion.pk}"


def build_vue(membre: Membre, fil: FilDiscussion, now: datetime) -> VueDiscussion:
    discussion, dernier = fil.discussion, fil.commentaires[-1]
    can_repondre = can_create_commentaire(membre, is_interne=discussion.is_interne)
    vues = []
    for commentaire in fil.commentaires:
        is_a_moi = is_auteur(membre.compte, commentaire)
        is_ouvert = can_repondre and is_a_moi and not commentaire.is_supprime
        noms: str | None = commentaire.noms  # type: ignore[attr-defined]  # annotated by the selector
        vues.append(
            VueCommentaire(
                commentaire=commentaire,
                destinataires=tuple(noms.split(SEPARATEUR)) if noms else (),
                is_a_moi=is_a_moi,
                is_corrigeable=is_ouvert
                and is_corrigeable(commentaire.publie_le, now, has_suite=commentaire != dernier),
                is_supprimable=not commentaire.is_supprime and can_delete_commentaire(membre, commentaire),
            )
        )
    return VueDiscussion(
        discussion,
        tuple(vues),
        can_close=can_close_discussion(membre, discussion),
        can_repondre=can_repondre,
        brouillon=build_cle_brouillon(membre.compte, "reponse", discussion.pk),
    )


def build_vues(membre: Membre, fils: Iterable[FilDiscussion], now: datetime) -> tuple[VueDiscussion, ...]:
    return tuple(build_vue(membre, fil, now) for fil in fils)

"""Requests for advice in discussions that a person has not answered yet."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from convive.echanges.models import Commentaire, Discussion, Mention
from convive.espaces.models import Membre
from convive.socle.objets import ObjetResolu, objets


@dataclass(frozen=True, slots=True)
class Demande:
    """Someone asks for the person's advice about an object."""

    discussion: Discussion
    commentaire: Commentaire
    objet: ObjetResolu


def list_demandes(membre: Membre) -> list[Demande]:
    """Open discussions where this person's advice is asked and awaited, oldest request first.

    One query, plus one per type of object to keep those that the person can see. Of several requests in the same
    discussion, only the last counts.
    """
    reponses = Commentaire.objects.filter(
        discussion=OuterRef("commentaire__discussion"),
        auteur=membre.compte_id,
        publie_le__gt=OuterRef("commentaire__publie_le"),
    )
    visibles = Discussion.objects.for_membre(membre).filter(reglee_le__isnull=True)
    mentions = (
        Mention.objects.filter(compte=membre.compte_id, commentaire__discussion__in=visibles.order_by().values("pk"))
        .exclude(Exists(reponses))
        .select_related("commentaire__discussion")
        .order_by("commentaire__publie_le", "pk")
    )
    by_discussion = {mention.commentaire.discussion_id: mention.commentaire for mention in mentions}
    commentaires = list(by_discussion.values())
    resolus = objets.resolve_all([commentaire.discussion.reference for commentaire in commentaires], membre.compte)
    return [
        Demande(commentaire.discussion, commentaire, resolus[commentaire.discussion.reference])
        for commentaire in commentaires
        if commentaire.discussion.reference in resolus
    ]

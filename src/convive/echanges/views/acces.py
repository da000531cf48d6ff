"""What the views of exchanges share: a place, an object that it sees, a discussion that it reads."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from convive.comptes.models import Compte
from convive.echanges.lecture import VueDiscussion, build_vue
from convive.echanges.permissions import can_create_commentaire
from convive.echanges.selectors.discussion import get_discussion, get_objet
from convive.espaces.models import Membre
from convive.socle.objets import Reference

INTROUVABLE = "Ce qui est commenté ici n’existe pas, ou vous n’y avez pas accès."


def get_objet_or_404(membre: Membre, reference: Reference) -> Any:
    objet = get_objet(membre.compte, membre.espace_id, reference)
    if objet is None:
        raise Http404(INTROUVABLE)
    return objet


def get_discussion_or_404(membre: Membre, uuid: UUID) -> tuple[VueDiscussion, Any]:
    """A discussion and its object. An internal one does not exist for whoever does not read them."""
    fil = get_discussion(membre, uuid)
    if fil is None:
        raise Http404(INTROUVABLE)
    objet = get_objet_or_404(membre, fil.discussion.reference)
    return build_vue(membre, fil, timezone.now()), objet


def refuse_sans_ecriture(membre: Membre, *, is_interne: bool) -> None:
    if not can_create_commentaire(membre, is_interne=is_interne):
        raise PermissionDenied("Votre rôle dans cet espace lit les échanges, sans y écrire.")


def is_du_panneau(request: HttpRequest) -> bool:
    """Whether the form was sent from the panel of the object, where the answer then goes."""
    return request.POST.get("depuis") == "objet"


def get_compte(request: HttpRequest) -> Compte:
    """The person of a view that `login_required` guards."""
    return cast(Compte, request.user)

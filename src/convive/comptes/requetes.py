"""Who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import LazyObject

from convive.comptes.models import Compte


def get_compte(request: HttpRequest) -> Compte:
    """The person who is logged in, in a view that asks for it (`login_required`). Raise PermissionDenied for others."""
    user = request.user
    if not isinstance(user, Compte):
        raise PermissionDenied("Cette page demande d’être connecté·e.")
    # The row itself, and not what stands for it until someone asks: it has been asked for just above.
    return user._wrapped if isinstance(user, LazyObject) else user

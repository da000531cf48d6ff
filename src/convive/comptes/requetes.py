"""Who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from convive.comptes.models import Compte


def get_compte(request: HttpRequest) -> Compte:
    """The person who is logged in, in a view that asks for it (`login_required`). Raise PermissionDenied for others."""
    if not isinstance(request.user, Compte):
        raise PermissionDenied("Cette page demande d’être connecté·e.")
    return request.user

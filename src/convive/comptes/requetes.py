"""The compte that makes a request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import LazyObject

from convive.comptes.models import Compte


def get_compte(request: HttpRequest) -> Compte:
    """The logged-in compte, in a view behind `login_required`. Raise PermissionDenied for an anonymous visitor."""
    user = request.user
    if not isinstance(user, Compte):
        raise PermissionDenied("Cette page demande d’être connecté·e.")
    # Return the row instead of its lazy wrapper, which `isinstance` has just evaluated.
    return user._wrapped if isinstance(user, LazyObject) else user

"""Failed logins: how django-axes identifies them, and when a compte is locked for everybody.

The first count is per compte and network address, so that neither a neighbour behind the same router nor a stranger can
lock somebody out. The second, with a higher limit, is per compte from all addresses: it stops guessing by someone who
has many addresses, or who forges them behind a misconfigured proxy.
"""

# The classes of django-axes come without types.
# mypy: disallow-subclassing-any=False

import logging
from collections.abc import Callable, Mapping
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)


def get_identifiant(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The e-mail address that was tried, case-folded: « Camille@… » and « camille@… » are the same compte."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login", "")
    return str(tried).strip().casefold()


def get_adresse_ip(request: HttpRequest) -> str:
    """The network address of the visitor, as allauth reads it: behind a trusted proxy, the one that the proxy saw."""
    return get_client_ip(request) or ""


class CompteHandler(AxesDatabaseHandler):
    """Adds to the count of django-axes that of the compte from all addresses. Attempts made while locked are
    ignored."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        here: int = super().get_failures(request, credentials)
        username = get_client_username(request, credentials)
        recent = AccessAttempt.objects.filter(username=username, attempt_time__gte=get_cool_off_threshold(request))
        everywhere = recent.aggregate(total=Sum("failures_since_start"))["total"] or 0
        return max(here, settings.AXES_FAILURE_LIMIT) if everywhere >= settings.MAX_ECHECS_COMPTE else here


class AdresseManquanteMiddleware:
    """Logs one warning if the reverse proxy does not pass on the address of visitors, who then all share one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_dit = not settings.PROXY

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A request without either header comes from the machine itself: a monitor, not a visitor.
        if not self.is_dit and "X-Forwarded-Proto" in request.headers and "X-Forwarded-For" not in request.headers:
            self.is_dit = True
            logger.warning(
                "CONVIVE_PROXY=1, but the server in front does not send X-Forwarded-For: visitors share one address, "
                "and one of them can shut everybody out. See docs/exploitation.md."
            )
        return self.get_response(request)

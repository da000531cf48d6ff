"""Typed access to what middleware adds to a request, and the instant at which a response was read."""

import time

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


def get_htmx(request: HttpRequest) -> HtmxDetails:
    """The htmx details of the request; falsy when htmx did not send it."""
    details: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    return details


def is_fragment(request: HttpRequest) -> bool:
    """Whether a fragment is enough: htmx sent the request, and not to restore a whole page from the history."""
    htmx = get_htmx(request)
    return bool(htmx) and not htmx.history_restore_request


def get_instant() -> str:
    """The current time, in seconds since 1970. Two responses may cross, and `ordre.js` keeps the one with the later
    time.

    Call it after writing and before reading, so that the response with the latest time includes every write.
    """
    return f"{time.time():.6f}"

"""What middlewares put on a request, with its type, and what a page says of the moment it was read."""

import time

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


def get_htmx(request: HttpRequest) -> HtmxDetails:
    """What htmx says of the request; false when it did not send it."""
    details: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    return details


def is_fragment(request: HttpRequest) -> bool:
    """Whether a part of the page is enough: htmx asks for it, and not the browser that comes back to a whole page."""
    htmx = get_htmx(request)
    return bool(htmx) and not htmx.history_restore_request


def get_instant() -> str:
    """When what comes next is read, in seconds since 1970: two answers may cross, and `ordre.js` keeps the later one.

    Taken after one's own write and before reading, so that the answer with the last instant holds every write.
    """
    return f"{time.time():.6f}"

"""What middlewares put on a request, with its type."""

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

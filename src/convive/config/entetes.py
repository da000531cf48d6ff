"""Headers of every response, besides the content security policy: caching, and browser features never used."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PRIVEES = ("/espaces/", "/compte/", "/ma-formation/")
# Browser features that no page uses, disabled so that injected code cannot use them either.
INTERDITES = (
    *("accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer"),
    *("microphone", "midi", "payment", "screen-wake-lock", "serial", "usb"),
)
PERMISSIONS = ", ".join(f"{nom}=()" for nom in INTERDITES)


class EntetesMiddleware:
    """Forbid caching of the pages of an espace, and of any page shown to somebody who is logged in, by proxies as well
    as on the disk of a shared machine. Public pages and static files keep the headers of their views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if is_privee(request) and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store, private"
        return response


def is_privee(request: HttpRequest) -> bool:
    """Whether the page is private: by its URL, or because the request has a session, so the page shows a name."""
    return request.path_info.startswith(PRIVEES) or settings.SESSION_COOKIE_NAME in request.COOKIES

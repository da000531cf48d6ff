"""What every answer says to the browser, besides the content policy: what to keep of it, and what pages never use."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PRIVEES = ("/espaces/", "/compte/", "/ma-formation/")
# What no page asks of a browser, whatever is injected into one.
INTERDITES = (
    *("accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer"),
    *("microphone", "midi", "payment", "screen-wake-lock", "serial", "usb"),
)
PERMISSIONS = ", ".join(f"{nom}=()" for nom in INTERDITES)


class EntetesMiddleware:
    """A page of an espace, or any page shown to somebody who is logged in, is kept nowhere: neither by a server on the
    way nor on the disk of a shared machine. Public pages and static files stay as their views say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if is_privee(request) and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store, private"
        return response


def is_privee(request: HttpRequest) -> bool:
    """By its address, or because it was asked with a session: the name of the person is then in the page."""
    return request.path_info.startswith(PRIVEES) or settings.SESSION_COOKIE_NAME in request.COOKIES

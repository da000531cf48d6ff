"""What tells a page that the server has received what it sent, or that its file has come.

The page marks what it sends in a cookie (ui/front/recu.js); the answer gives the mark back once the thing is done: a
form that leads to another page, or a file. A form that comes back to be corrected does not, nor a session that is over.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

COOKIE_RECU = "recu"
ATTENDU = re.compile(r"a\.([0-9a-f-]{36})")
DUREE_SECONDES = 120


class ReceptionMiddleware:
    """Gives back the mark of the page. Only the browser reads it: nothing is kept here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        attendu = ATTENDU.fullmatch(request.COOKIES.get(COOKIE_RECU, ""))
        if attendu and (_is_fait(request, response) or response.has_header("Content-Disposition")):
            response.set_cookie(
                COOKIE_RECU,
                f"r.{attendu[1]}",
                max_age=DUREE_SECONDES,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


def _is_fait(request: HttpRequest, response: HttpResponse) -> bool:
    is_suite = request.method == "POST" and response.status_code in (302, 303)
    return is_suite and not response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))

"""What surrounds the pages of this package: the espace where one was, the visits to magic links."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.actions.lien_magique import record_tentative
from convive.espaces.models import LienMagique

COOKIE_ESPACE = "espace"
VUES = frozenset({"espaces:lien_detail", "espaces:lien_demande"})


class DernierEspaceMiddleware:
    """Keeps the espace where one is in a cookie, for the header of the pages that are of none.

    Its identifier alone: whether one may still open it is asked again each time. Gone with the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        membre = getattr(request, "membre", None)
        if membre is not None and request.COOKIES.get(COOKIE_ESPACE) != str(membre.espace_id):
            response.set_cookie(
                COOKIE_ESPACE,
                str(membre.espace_id),
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


@dataclass(frozen=True, slots=True)
class SuiviLien:
    """What the view receives: the link of the key, and whether this visitor has to wait."""

    lien: LienMagique | None = None
    is_bloque: bool = False


class SuiviLiensMiddleware:
    """Counts each request of the public pages of links, before the guard that makes every GET read-only: opening a link
    changes nothing of it; that it was opened is kept a while, so that nobody tries them all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "/lien/" in request.path_info:
            self._record(request)
        return self.get_response(request)

    def _record(self, request: HttpRequest) -> None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return
        if match.view_name not in VUES:
            return
        lien, is_bloque = record_tentative(
            cle=match.kwargs.get("cle"), adresse_ip=get_adresse_ip(request), is_envoi=request.method == "POST"
        )
        request.suivi_lien = SuiviLien(lien, is_bloque)  # type: ignore[attr-defined]  # set on the object at run time


def get_suivi(request: HttpRequest) -> SuiviLien:
    return getattr(request, "suivi_lien", SuiviLien())

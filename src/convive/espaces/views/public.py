"""What the pages opened by a magic link share: nothing of their address leaks, nothing of them is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.middleware import get_suivi
from convive.espaces.models import LienMagique
from convive.espaces.rules import FENETRE_TENTATIVES


def without_trace(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The address holds a secret: no Referer carries it, no search engine lists it, no cache keeps the page."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _refuse_bloque(request) or view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return wrapper


def without_account(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of which the key of its address is the only authority, opened or sent, `without_trace`.

    No cookie is read, so nobody can make a visitor send its form without knowing the key; and « no-referrer » makes a
    browser send « Origin: null », which the check of forms would refuse.
    """
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(without_trace(view)))


def _refuse_bloque(request: HttpRequest) -> HttpResponse | None:
    if not get_suivi(request).is_bloque:
        return None
    response = render(request, "espaces/_lien_bloque.html", status=429)
    response.headers["Retry-After"] = str(int(FENETRE_TENTATIVES.total_seconds()))
    return response


def build_url_lien(request: HttpRequest) -> Callable[[str], str]:
    """The absolute address of a link, from its key."""
    return lambda cle: request.build_absolute_uri(reverse("espaces:lien_detail", args=[cle]))


def build_url_liste(request: HttpRequest) -> Callable[[LienMagique], str]:
    """The page where whoever sent a link sends a new one."""
    return lambda lien: request.build_absolute_uri(reverse("espaces:lien_list", args=[lien.espace_id]))

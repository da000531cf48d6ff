"""The gallery, one page per error, and a few pages for the navigation."""

import errno

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def show_page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/base.html")


def raise_404(request: HttpRequest) -> HttpResponse:
    raise Http404("Aucun territoire ne porte le code 99999.")


def raise_403(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def raise_400(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def raise_disque_plein(request: HttpRequest) -> HttpResponse:
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError as error:
        raise RuntimeError from error


def raise_base_pleine(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database or disk is full")


def raise_base_absente(request: HttpRequest) -> HttpResponse:
    raise OperationalError("terminating connection due to administrator command")


def raise_500(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


pages = (
    [
        path("portraits/", show_page, name="portrait_list"),
        path("portraits/un/", show_page, name="portrait_detail"),
        path("sources/", show_page, name="source_list"),
    ],
    "essai",
)
urlpatterns = [
    path("", show_page),
    path("ui/", include("convive.ui.urls")),
    path("essai/", include(pages)),
    path("404/", raise_404),
    path("403/", raise_403),
    path("400/", raise_400),
    path("500/", raise_500),
    path("disque-plein/", raise_disque_plein),
    path("base-pleine/", raise_base_pleine),
    path("base-absente/", raise_base_absente),
]

handler400 = "convive.ui.views.bad_request"
handler403 = "convive.ui.views.permission_denied"
handler404 = "convive.ui.views.not_found"
handler500 = "convive.ui.views.server_error"

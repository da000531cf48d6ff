"""The gallery, one page per error, and a few pages for the navigation."""

from django.core.exceptions import BadRequest, PermissionDenied
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
]

handler400 = "convive.ui.views.bad_request"
handler403 = "convive.ui.views.permission_denied"
handler404 = "convive.ui.views.not_found"
handler500 = "convive.ui.views.server_error"

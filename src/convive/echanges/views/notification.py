"""A person's notifications, day by day, and her notification preferences."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from convive.comptes.models import Compte
from convive.echanges.actions.notification import update_notifications_lues
from convive.echanges.actions.preference import update_preference
from convive.echanges.forms.preference import PreferenceForm
from convive.echanges.selectors.notification import get_preference, list_notifications, list_sourdines
from convive.espaces.selectors.espace import list_espaces
from convive.socle.uuids import parse_uuid

PAGE = "echanges:notification_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notification_list(request: HttpRequest) -> HttpResponse:
    """Show the list, which changes nothing. Opening a notification is a form, which marks it as read and redirects."""
    if request.method == "POST":
        return _submit(request)
    compte = get_compte(request)
    espace_uuid = parse_uuid(request.GET.get("espace", ""))
    jours = list_notifications(compte, espace_uuid)
    non_lues = [groupe for jour in jours for groupe in jour.groupes if not groupe.is_lue]
    context = {
        "jours": jours,
        "has_non_lues": bool(non_lues),
        "places": list_espaces(compte),
        "espace_choisi": str(espace_uuid or ""),
    }
    return render(request, "echanges/notification_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preference_update(request: HttpRequest) -> HttpResponse:
    compte = get_compte(request)
    form = PreferenceForm(
        request.POST if request.method == "POST" else None,
        preference=get_preference(compte),
        places=list_espaces(compte),
        sourdines=list_sourdines(compte),
    )
    if form.is_valid():
        update_preference(by=compte, **form.get_choix())
        messages.success(request, "Vos préférences sont enregistrées.")
        return redirect(PAGE)
    return render(request, "echanges/preference_update.html", {"form": form})


def get_compte(request: HttpRequest) -> Compte:
    """The logged-in compte, in a view behind `login_required`."""
    return cast(Compte, request.user)


def _submit(request: HttpRequest) -> HttpResponse:
    geste = request.POST.get("geste")
    if geste == "tout-lire":
        update_notifications_lues(by=get_compte(request))
        return redirect(PAGE)
    if geste not in ("ouvrir", "lire"):
        raise Http404("Cette action n’existe pas ici.")
    update_notifications_lues(by=get_compte(request), uuids=_get_uuids(request))
    url = request.POST.get("url", "")
    is_chez_nous = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return redirect(url if geste == "ouvrir" and is_chez_nous else reverse(PAGE))


def _get_uuids(request: HttpRequest) -> list[UUID]:
    found = (parse_uuid(texte) for texte in request.POST.getlist("notification"))
    return [uuid for uuid in found if uuid is not None]


urls = [
    path("notifications/", notification_list, name="notification_list"),
    path("notifications/preferences/", preference_update, name="preference_update"),
]

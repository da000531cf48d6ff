"""What the views of an espace share: a stranger gets 404, a member without the right 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.onglets import Groupe, onglets
from convive.espaces.permissions import EspaceExpire, refuse_espace_expire
from convive.espaces.selectors.membre import get_membre


def explain_expire(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 403 with the sentence of EspaceExpire; without this decorator the page 403 of the site answers."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except EspaceExpire as error:
            return render(request, "espaces/_espace_expire.html", {"phrase": str(error)}, status=403)

    return wrapper


def get_membre_or_404(
    request: HttpRequest, espace_uuid: UUID, is_permis: Callable[[Membre], bool], *, is_lecture: bool = False
) -> Membre:
    """The place of the visitor, with the espace. `is_lecture` tells that even a POST changes nothing in this espace.

    Raise Http404 for a stranger, PermissionDenied without the right, EspaceExpire for a change that comes too late.
    """
    membre = get_membre(request.user, espace_uuid)  # type: ignore[arg-type]  # login_required comes before
    if membre is None:
        raise Http404("Cet espace n’existe pas, ou vous n’en êtes pas membre.")
    if not is_permis(membre):
        raise PermissionDenied("Votre rôle dans cet espace ne donne pas accès à cette page.")
    if request.method not in ("GET", "HEAD") and not is_lecture:
        refuse_espace_expire(membre.espace)
    return membre


def build_contexte(membre: Membre, page: str, **contexte: Any) -> dict[str, Any]:
    """What every page of an espace shows: where one is, one's role, the pages that one may open.

    `page` is the view name of the tab to mark, which for a page under a tab is that of its tab.
    """

    def build(groupe: Groupe) -> list[dict[str, Any]]:
        return [
            {
                "libelle": onglet.libelle,
                "url": reverse(onglet.page, args=[membre.espace_id]),
                "icone": onglet.icone,
                "courant": onglet.page == page,
            }
            for onglet in onglets.get_for_membre(membre, groupe)
        ]

    fil = [("Mes espaces", reverse("espaces:espace_list")), (membre.espace.nom, "")]
    return {
        "membre": membre,
        "espace": membre.espace,
        "onglets": build(Groupe.TRAVAIL),
        "reglages": build(Groupe.REGLAGES),
        "fil": fil,
        **contexte,
    }

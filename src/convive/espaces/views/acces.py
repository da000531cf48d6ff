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
from convive.espaces.permissions import (
    EspaceExpire,
    can_export_espace,
    can_get_droits,
    can_get_espace,
    can_get_journal,
    can_list_membres,
    can_update_perimetre,
    refuse_espace_expire,
)
from convive.espaces.selectors import get_membre

PAGES: tuple[tuple[str, str, str, Callable[[Membre], bool]], ...] = (
    ("Accueil", "espaces:espace_detail", "home", can_get_espace),
    ("Membres", "espaces:membre_list", "users", can_list_membres),
    ("Périmètre", "espaces:perimetre_update", "map-pin", can_update_perimetre),
    ("Qui voit quoi", "espaces:espace_droits", "eye", can_get_droits),
    ("Journal", "espaces:espace_journal", "file-text", can_get_journal),
    ("Copie", "espaces:espace_copie", "download", can_export_espace),
)


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
    """What every page of an espace shows: where one is, one's role, the pages that one may open."""
    onglets = [
        {"libelle": libelle, "url": reverse(nom, args=[membre.espace_id]), "icone": icone, "courant": nom == page}
        for libelle, nom, icone, is_permis in PAGES
        if is_permis(membre)
    ]
    fil = [("Mes espaces", reverse("espaces:espace_list")), (membre.espace.nom, "")]
    return {"membre": membre, "espace": membre.espace, "onglets": onglets, "fil": fil, **contexte}

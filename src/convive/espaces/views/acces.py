"""What the views of an espace share: a stranger gets 404, a member without the right 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from convive.comptes.requetes import get_compte
from convive.espaces.models import Membre, TypeEspace, keep_places
from convive.espaces.onglets import Groupe, onglets
from convive.espaces.permissions import EspaceExpire, refuse_espace_expire
from convive.espaces.selectors.membre import get_membre
from convive.socle.adresses import get_adresse
from convive.socle.navigation import NavigationLocale, PageLocale, Verbe, set_navigation_locale

ACCUEIL = "espaces:espace_detail"
# What the header calls an espace that is not the one of a CTG.
GENRES: dict[str, str] = {
    TypeEspace.ORGANISME_FORMATION: "Organisme de formation",
    TypeEspace.ENTRAINEMENT: "Espace d’entraînement",
}


def explain_expire[R: HttpResponseBase](view: Callable[..., R]) -> Callable[..., R | HttpResponse]:
    """Answer 403 with the sentence of EspaceExpire; without this decorator the page 403 of the site answers."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> R | HttpResponse:
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
    compte = get_compte(request)
    if request.method in ("GET", "HEAD"):
        keep_places(compte)
    membre = get_membre(compte, espace_uuid)
    if membre is None:
        raise Http404("Cet espace n’existe pas, ou vous n’en êtes pas membre.")
    if not is_permis(membre):
        raise PermissionDenied("Votre rôle dans cet espace ne donne pas accès à cette page.")
    if request.method not in ("GET", "HEAD") and not is_lecture:
        refuse_espace_expire(membre.espace)
    return membre


def build_contexte(request: HttpRequest, membre: Membre, page: str, **contexte: Any) -> dict[str, Any]:
    """What every page of an espace shows: where one is, one's role; and in the header, the pages that one may open.

    `page` is the view name of the page of the registry that is marked as current: its own, or the one it is under.
    """
    set_navigation_locale(request, _build_navigation(membre, page))
    # Panels, which other packages draw, read here the place of the visitor.
    request.membre = membre  # type: ignore[attr-defined]  # set on the object at run time
    fil = [("Mes espaces", get_adresse("espaces:espace_list")), (membre.espace.nom, "")]
    return {"membre": membre, "espace": membre.espace, "fil": fil, **contexte}


def _build_navigation(membre: Membre, page: str) -> NavigationLocale:
    def build(groupe: Groupe) -> tuple[PageLocale, ...]:
        return tuple(
            PageLocale(onglet.verbe, onglet.libelle, get_adresse(onglet.page, membre.espace_id), onglet.page == page)
            for onglet in onglets.get_for_membre(membre, groupe)
        )

    liste = PageLocale(Verbe.COOPERER, "Mes espaces", get_adresse("espaces:espace_list"), False)
    return NavigationLocale(
        genre=GENRES.get(membre.espace.type, "Espace de coopération"),
        nom=membre.espace.nom,
        libelle_accueil="Ma semaine",
        accueil=get_adresse(ACCUEIL, membre.espace_id),
        sur_accueil=page == ACCUEIL,
        pages=build(Groupe.TRAVAIL),
        reglages=(*build(Groupe.REGLAGES), liste),
        fictif=membre.espace.is_fictif,
    )

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
from convive.espaces.middleware import COOKIE_ESPACE
from convive.espaces.models import Membre, TypeEspace, keep_places, list_places
from convive.espaces.onglets import Groupe, onglets
from convive.espaces.permissions import EspaceExpire, can_get_espace, refuse_espace_expire
from convive.espaces.selectors.espace import list_espaces
from convive.espaces.selectors.membre import get_membre
from convive.socle.adresses import get_adresse
from convive.socle.navigation import NavigationLocale, PageLocale, set_navigation_locale
from convive.socle.uuids import parse_uuid

ACCUEIL = "espaces:espace_detail"
REGLAGES, DROITS = "espaces:espace_reglages", "espaces:espace_droits"
# What the header calls an espace that is not the one of a CTG.
GENRES: dict[str, str] = {
    TypeEspace.ORGANISME_FORMATION: "Organisme de formation",
    TypeEspace.ENTRAINEMENT: "Espace d’entraînement",
}
DEPARTS: dict[str, str] = {}
"""By role, the page of an espace where one begins, when it is not its home; the package that has it adds it."""
# More are found on the page of all of them.
MAX_AUTRES = 8


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
    fil = _build_fil(membre, page, request.path)
    return {"membre": membre, "espace": membre.espace, "fil": fil, **contexte}


def _build_fil(membre: Membre, page: str, ici: str) -> list[tuple[str, str]]:
    """The way here, each step a link: the espace, then the entry of the menu. A page is not a step towards itself."""
    steps, entree = [(membre.espace.nom, get_url_accueil(membre))], onglets.get(page)
    if entree is not None and entree.is_permis(membre):
        if entree.groupe is Groupe.REGLAGES:
            steps.append(("Réglages", get_adresse(REGLAGES, membre.espace_id)))
        steps.append((entree.libelle, get_adresse(page, membre.espace_id)))
    return [(titre, url) for titre, url in steps if url != ici]


def _build_navigation(membre: Membre, page: str) -> NavigationLocale:
    def build(groupe: Groupe) -> tuple[PageLocale, ...]:
        return tuple(
            PageLocale(onglet.verbe, onglet.libelle, get_adresse(onglet.page, membre.espace_id), onglet.page == page)
            for onglet in onglets.get_for_membre(membre, groupe)
        )

    def list_autres() -> list[tuple[str, str]]:
        autres = {autre.espace_id: autre for autre in list_places(membre.compte) if autre.espace_id != membre.espace_id}
        rows = sorted(autres.values(), key=lambda autre: autre.espace.nom)
        return [(autre.espace.nom, get_url_accueil(autre)) for autre in rows[:MAX_AUTRES]]

    accueil, libelle = (ACCUEIL, "Ma semaine") if can_get_espace(membre) else (DROITS, "Qui voit quoi")
    return NavigationLocale(
        nom=membre.espace.nom,
        libelle_accueil=" · ".join(filter(None, (libelle, GENRES.get(membre.espace.type)))),
        accueil=get_adresse(accueil, membre.espace_id),
        sur_accueil=page == accueil,
        pages=build(Groupe.TRAVAIL),
        reglages=get_adresse(REGLAGES, membre.espace_id) if onglets.get_for_membre(membre, Groupe.REGLAGES) else "",
        liste=get_adresse("espaces:espace_list"),
        list_autres=list_autres,
        fictif=membre.espace.is_fictif,
    )


def get_url_accueil(membre: Membre) -> str:
    """Where one begins in an espace: its home, or « qui voit quoi » for who does not work there."""
    return get_adresse(ACCUEIL if can_get_espace(membre) else DROITS, membre.espace_id)


def get_url_depart(request: HttpRequest) -> str:
    """Where a person begins once she is logged in: the espace where she was, or the only one that she has; all of them
    otherwise."""
    compte = get_compte(request)
    membres = list_espaces(compte)
    last = request.COOKIES.get(COOKIE_ESPACE, "")
    membre = membres[0] if len(membres) == 1 else next((m for m in membres if str(m.espace_id) == last), None)
    return get_adresse("espaces:espace_list") if membre is None else get_url_debut(membre)


def get_url_debut(membre: Membre) -> str:
    """Where this role begins in its espace: a package may say another page than its home."""
    page = DEPARTS.get(membre.role)
    if page is not None and onglets.is_permis(page, membre):
        return get_adresse(page, membre.espace_id)
    return get_url_accueil(membre)


def find_membre(request: HttpRequest) -> Membre | None:
    """The place of this person in the espace where she was, as long as she still has access to it."""
    compte = getattr(request, "user", None)
    uuid = parse_uuid(request.COOKIES.get(COOKIE_ESPACE, ""))
    if uuid is None or compte is None or not compte.is_authenticated:
        return None
    return get_membre(get_compte(request), uuid)


def find_navigation(request: HttpRequest) -> NavigationLocale | None:
    """The espace that this person was in: search, a portrait, the glossary, an error keep its name and its pages in the
    header."""
    membre = find_membre(request)
    if membre is None:
        return None
    entree = onglets.find_entree(request.resolver_match.view_name) if request.resolver_match else None
    return _build_navigation(membre, entree.page if entree else "")

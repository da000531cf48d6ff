"""What Convive prepares in the background for the person who looks: inside an espace or outside, one sees one's own."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from convive.comptes.models import Compte
from convive.comptes.requetes import get_compte
from convive.documents.actions.travail import close_travail, reopen_travail
from convive.documents.fichiers import build_reponse
from convive.documents.models import Travail
from convive.documents.permissions import can_get_resultat, can_list_travaux
from convive.documents.refus import TravailRefuse
from convive.documents.selectors.travail import get_travail, list_travaux
from convive.documents.travaux import TypeTravailInconnu, travaux
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.socle.requetes import get_htmx

PAGE_TRAVAUX = "documents:travail_list"
# The same pages for what a person asks outside any espace: the list has all of hers.
ADRESSES = ("espaces/<uuid:espace_uuid>/documents/preparations/", "compte/preparations/")
TEMPLATE = "documents/travail_detail.html"
RIEN_DE_NEUF = 204


def _get_membre(request: HttpRequest, espace_uuid: UUID | None) -> Membre | None:
    """The place of the visitor; None outside any espace. A job changes nothing in an espace that has expired."""
    if espace_uuid is None:
        return None
    return get_membre_or_404(request, espace_uuid, can_list_travaux, is_lecture=True)


def _get_travail_or_404(request: HttpRequest, membre: Membre | None, travail_uuid: UUID) -> Travail:
    travail = get_travail(get_compte(request), travail_uuid, membre.espace if membre else None)
    if travail is None:
        raise Http404("Cette préparation n’existe pas, ou une autre personne l’a demandée.")
    return travail


def _get_precedente(request: HttpRequest) -> str:
    """The page of the product where it was asked for, if the browser says it."""
    referer = urlsplit(request.headers.get("Referer", ""))
    is_ailleurs = referer.netloc != request.get_host() or referer.path == request.path
    return "" if is_ailleurs else urlunsplit(("", "", referer.path, referer.query, ""))


def _build_contexte(request: HttpRequest, membre: Membre | None, **contexte: Any) -> dict[str, Any]:
    contexte["precedente"] = _get_precedente(request)
    return build_contexte(request, membre, PAGE_TRAVAUX, **contexte) if membre else {"espace": None, **contexte}


@login_required
@require_safe
def travail_list(request: HttpRequest, espace_uuid: UUID | None = None) -> HttpResponse:
    membre = _get_membre(request, espace_uuid)
    travaux = list_travaux(get_compte(request), membre.espace if membre else None)
    lignes = [(travail, travail.get_absolute_url()) for travail in travaux]
    return render(request, "documents/travail_list.html", _build_contexte(request, membre, lignes=lignes))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def travail_detail(request: HttpRequest, travail_uuid: UUID, espace_uuid: UUID | None = None) -> HttpResponse:
    """How far it is, then its file. The page asks again while there is something to wait for."""
    membre = _get_membre(request, espace_uuid)
    travail = _get_travail_or_404(request, membre, travail_uuid)
    erreur = ""
    if request.method == "POST":
        try:
            _submit(get_compte(request), travail, request.POST.get("geste", ""))
            return redirect(travail.get_absolute_url())
        except TravailRefuse as refus:
            erreur = str(refus)
    is_suivi = bool(get_htmx(request))
    if is_suivi and request.GET.get("vu") == travail.marque:
        # Nothing is swapped, so a screen reader says nothing twice.
        return HttpResponse(status=RIEN_DE_NEUF)
    context = _build_contexte(
        request,
        membre,
        travail=travail,
        url=travail.get_absolute_url(),
        erreur=erreur,
        is_suivi=is_suivi,
        retour=_get_retour(membre, travail),
    )
    return render(request, f"{TEMPLATE}#etat" if is_suivi else TEMPLATE, context)


def _get_retour(membre: Membre | None, travail: Travail) -> tuple[str, str] | None:
    """The page where it was asked for: its words and its address."""
    try:
        get_retour = travaux.get(travail.type).get_retour
    except TypeTravailInconnu:
        return None
    return get_retour(membre, travail.arguments) if get_retour and membre else None


def _submit(compte: Compte, travail: Travail, geste: str) -> None:
    if geste == "annuler":
        close_travail(by=compte, travail=travail)
    elif geste == "recommencer":
        reopen_travail(by=compte, travail=travail)
    else:
        raise Http404("Cette action n’existe pas.")


@login_required
@require_safe
def travail_export(request: HttpRequest, travail_uuid: UUID, espace_uuid: UUID | None = None) -> FileResponse:
    """The file that a long job made."""
    membre = _get_membre(request, espace_uuid)
    travail = _get_travail_or_404(request, membre, travail_uuid)
    if membre is not None and not can_get_resultat(membre, travail):
        raise PermissionDenied(
            "Votre rôle ne donne plus accès à ce document, ou votre accès a changé depuis sa préparation\u00a0: "
            "demandez-le de nouveau."
        )
    if not travail.is_telechargeable:
        raise Http404("Ce fichier n’est pas prêt, ou n’est plus gardé.")
    try:
        return build_reponse(travail.fichier, travail.nom_fichier, travail.type_mime)
    except FileNotFoundError as error:
        raise Http404("Ce fichier n’est plus gardé.") from error


urls = [
    path(f"{adresse}{chemin}", vue, name=vue.__name__)
    for adresse in ADRESSES
    for chemin, vue in (
        ("", travail_list),
        ("<uuid:travail_uuid>/", travail_detail),
        ("<uuid:travail_uuid>/fichier/", travail_export),
    )
]

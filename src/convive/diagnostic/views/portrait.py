"""The portrait of any périmètre, on screen and as a file."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_safe

from convive.comptes.requetes import get_compte
from convive.diagnostic.exports.formats import EXTENSIONS, render_portrait
from convive.diagnostic.exports.page import build_page
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.views.lieu import get_perimetre_or_404, get_url_constat
from convive.documents.rules import FORMATS, DocumentInvalide
from convive.espaces.models import Espace
from convive.espaces.permissions import can_get_espace
from convive.espaces.selectors.espace import find_espace_territoire, get_perimetre_espace
from convive.espaces.views.acces import find_membre
from convive.espaces.views.page import Page, Pages, Rendu, Rubrique
from convive.territoires.rules import PerimetreResolu

pages = Pages(Rubrique("diagnostic:portrait_espace"), "portrait/")


@require_safe
def portrait_detail(request: HttpRequest, reference: str) -> HttpResponse:
    perimetre = get_perimetre_or_404(reference)
    if perimetre.reference != reference:
        # A former code leads to the commune of today: one address by territory.
        return redirect("diagnostic:portrait_detail", perimetre.reference)
    page = build_page(
        perimetre,
        comparer=request.GET.get("comparer", ""),
        carte=request.GET.get("carte", ""),
        commune=request.GET.get("commune", ""),
        tri=request.GET.get("tri", ""),
        lignes_demandees=request.GET.get("lignes", ""),
        quartiers=request.GET.get("quartiers", ""),
        get_url_constat=_get_url_constat(request, perimetre),
    )
    contexte = {"page": page, "sien": _find_espace(request, perimetre)}
    return render(request, "diagnostic/portrait_detail.html", contexte)


@pages.lecture("", droit=can_get_espace)
def portrait_espace(page: Page) -> Rendu:
    """That of the communes of an espace; where it has none, the way to another."""
    perimetre = get_perimetre_espace(page.espace)
    if perimetre is None or not perimetre.communes:
        return {}
    return redirect("diagnostic:portrait_detail", perimetre.reference)


def _find_espace(request: HttpRequest, perimetre: PerimetreResolu) -> Espace | None:
    """The espace where the visitor works on this territory already."""
    if not request.user.is_authenticated:
        return None
    return find_espace_territoire(get_compte(request), {commune.code for commune in perimetre.communes})


def _get_url_constat(request: HttpRequest, perimetre: PerimetreResolu) -> Callable[[str], str] | None:
    """For who may write a constat in the espace where she is, of its territory or of a part of it; None otherwise."""
    membre = find_membre(request)
    if membre is None or membre.espace.is_expire or not can_update_constats(membre):
        return None
    sien = get_perimetre_espace(membre.espace)
    codes = {commune.code for commune in perimetre.communes}
    siens = {commune.code for commune in sien.communes} if sien else set()
    if not codes or not codes <= siens:
        return None
    territoire = "" if codes == siens else perimetre.reference
    return lambda indicateur: get_url_constat(membre, indicateur, territoire=territoire)


@require_safe
def portrait_export(request: HttpRequest, reference: str, format: str) -> HttpResponse:
    """A page says why when a format cannot hold it."""
    if format not in EXTENSIONS:
        raise Http404(f"Le portrait n’existe pas au format « {format} ».")
    perimetre = get_perimetre_or_404(reference)
    try:
        fichier = render_portrait(perimetre, format)
    except DocumentInvalide as error:
        context = {
            "perimetre": perimetre,
            "format": FORMATS[format],
            "raison": str(error),
            "autres_formats": [FORMATS[extension] for extension in EXTENSIONS if extension != format],
        }
        return render(request, "diagnostic/portrait_export.html", context, status=422)
    response = HttpResponse(fichier.contenu, content_type=fichier.format.type_mime)
    nom = f"portrait-{perimetre.reference}.{fichier.format.extension}"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response


urls = [
    *pages.urls,
    path("portrait/<slug:reference>/", portrait_detail, name="portrait_detail"),
    path("portrait/<slug:reference>/export/<slug:format>/", portrait_export, name="portrait_export"),
]

"""The core indicators of a périmètre: all of them by thématique, then one, its years, its map, its communes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.exports.indicateur_carte import build_affiche_indicateur
from convive.diagnostic.exports.indicateur_carte import build_page as build_page_carte
from convive.diagnostic.exports.indicateur_page import build_page
from convive.diagnostic.exports.indicateurs import build_sections
from convive.diagnostic.exports.indicateurs_classeur import build_classeur
from convive.diagnostic.permissions import can_update_constats, can_update_indicateurs
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.diagnostic.selectors.seuils import LigneSeuil, get_seuil
from convive.diagnostic.views.lieu import Lieu, PagesLieu, get_url_constat
from convive.diagnostic.views.rubrique import PAGE_INDICATEURS
from convive.documents.rules import FORMATS
from convive.espaces.models import Membre

EXTENSIONS = ("xlsx", "ods", "csv")
FORMATS_CARTE = {"pdf": "PDF, A3", "png": "Image PNG, A3", "svg": "Dessin SVG, A3"}
TYPES_MIME = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}

pages = PagesLieu()


@pages.lecture("")
def indicateur_list(request: HttpRequest, lieu: Lieu) -> HttpResponse:
    coeur = get_coeur()
    thematique = request.GET.get("thematique", "")
    if thematique not in {theme.identifiant for theme in coeur.thematiques}:
        thematique = ""
    tableau = get_tableau(lieu.perimetre, timezone.localdate())
    sections = build_sections(
        coeur, tableau, lambda identifiant: lieu.get_url("indicateur_detail", indicateur=identifiant), thematique
    )
    context = lieu.build_contexte(request, PAGE_INDICATEURS, sections=sections, thematique=thematique)
    context["thematiques"] = coeur.thematiques
    context["references"] = tableau.references
    context["nb_connus"] = sum(len(section.avec_chiffre) for section in sections)
    context["nb_muets"] = sum(len(section.muets) for section in sections)
    context["nb_attente"] = sum(len(section.en_attente) for section in sections)
    context["exports"] = [(FORMATS[f], lieu.get_url("indicateur_export", format=f)) for f in EXTENSIONS]
    return render(request, "diagnostic/indicateur_list.html", context)


@pages.lecture("export/<slug:format>/")
def indicateur_export(request: HttpRequest, lieu: Lieu, format: str) -> HttpResponse:
    """As a workbook."""
    if format not in EXTENSIONS:
        raise Http404(f"Les indicateurs n’existent pas au format « {format} ».")
    # Writers of workbooks are heavy: only the process that exports loads them.
    from convive.documents.rendu import render_contenu

    jour = timezone.localdate()
    classeur = build_classeur(lieu.perimetre, get_coeur(), get_tableau(lieu.perimetre, jour), jour)
    fichier = render_contenu(classeur, format)
    response = HttpResponse(fichier.contenu, content_type=fichier.format.type_mime)
    nom = f"indicateurs-{lieu.perimetre.reference}.{fichier.format.extension}"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response


def get_fiche_or_404(identifiant: str) -> Fiche:
    fiche = get_coeur().by_identifiant.get(identifiant)
    if fiche is None:
        raise Http404(f"Aucun indicateur ne s’appelle « {identifiant} ».")
    return fiche


@pages.lecture("fiche/<slug:indicateur>/")
def indicateur_detail(request: HttpRequest, lieu: Lieu, indicateur: str) -> HttpResponse:
    """Its years, its comparisons, how it is made and where it comes from."""
    fiche = get_fiche_or_404(indicateur)
    page = build_page(lieu.perimetre, fiche, timezone.localdate())
    context = lieu.build_contexte(request, PAGE_INDICATEURS, page=page, fiche=fiche)
    context["url_jumeaux"] = lieu.get_url("jumeau_list")
    context["url_carte"] = lieu.get_url("indicateur_carte", indicateur=indicateur)
    if lieu.membre is not None:
        context |= _build_suites(lieu.membre, fiche)
    return render(request, "diagnostic/indicateur_detail.html", context)


def _build_suites(membre: Membre, fiche: Fiche) -> dict[str, Any]:
    """What a member may do from a figure: watch it, make a constat of it."""
    cle = {"espace_uuid": membre.espace_id}
    watched = get_seuil(membre.espace, fiche.identifiant)
    suites: dict[str, Any] = {}
    if watched is not None and watched.seuil is not None:
        suites["seuil"] = LigneSeuil(watched, fiche, None).texte
    if not membre.espace.is_expire and can_update_indicateurs(membre):
        suites["url_seuil"] = reverse("diagnostic:seuil_update", kwargs=cle | {"indicateur": fiche.identifiant})
    if not membre.espace.is_expire and can_update_constats(membre):
        suites["url_constat"] = get_url_constat(membre, fiche.identifiant)
    return suites


def parse_annee(texte: str) -> int | None:
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) == 4 else None


@pages.lecture("fiche/<slug:indicateur>/carte/")
def indicateur_carte(request: HttpRequest, lieu: Lieu, indicateur: str) -> HttpResponse:
    """One indicator commune by commune: the map, its sheets to print, and the communes in order."""
    fiche = get_fiche_or_404(indicateur)
    page = build_page_carte(lieu.perimetre, fiche, timezone.localdate(), parse_annee(request.GET.get("annee", "")))
    formats = [
        (libelle, f"{lieu.get_url('indicateur_carte_export', indicateur=indicateur, format=nom)}?annee={page.annee}")
        for nom, libelle in FORMATS_CARTE.items()
    ]
    context = lieu.build_contexte(
        request,
        PAGE_INDICATEURS,
        page=page,
        fiche=fiche,
        formats=formats,
        url_fiche=lieu.get_url("indicateur_detail", indicateur=indicateur),
        url_carte=lieu.get_url("indicateur_carte", indicateur=indicateur),
    )
    return render(request, "diagnostic/indicateur_carte.html", context)


@pages.lecture("fiche/<slug:indicateur>/carte/<slug:format>/")
def indicateur_carte_export(request: HttpRequest, lieu: Lieu, indicateur: str, format: str) -> HttpResponse:
    """The map of an indicator on an A3 sheet, with its title and its source line."""
    if format not in FORMATS_CARTE:
        raise Http404(f"La carte n’existe pas au format « {format} ».")
    annee = parse_annee(request.GET.get("annee", ""))
    contenu = build_affiche_indicateur(
        lieu.perimetre, get_fiche_or_404(indicateur), timezone.localdate(), annee, format
    )
    if contenu is None:
        raise Http404("Aucune commune n’a de valeur connue, ou de contour : il n’y a pas de carte.")
    response = HttpResponse(contenu, content_type=TYPES_MIME[format])
    nom = f"carte-{indicateur}-{lieu.perimetre.reference}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response

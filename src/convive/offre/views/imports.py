"""Import into the inventory from a file or an official list, and export to a file."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from convive.acteurs.views.pages_import import PagesImport, respond_fichier, respond_import, respond_import_list
from convive.espaces.views.page import Page, Pages, Rendu
from convive.offre.actions.imports import SORTE, import_lignes, record_export, restore_import
from convive.offre.actions.imports_cof import SORTE_COFS, import_cofs, restore_import_cofs
from convive.offre.actions.lieux import import_lieux
from convive.offre.exports.cofs import render_cofs
from convive.offre.exports.inclusion import FORMAT as FORMAT_INCLUSION
from convive.offre.exports.inclusion import render_inclusion
from convive.offre.exports.inventaire import FORMATS_EXPORT, render_inventaire
from convive.offre.forms.imports import ColonnesCofForm, ColonnesForm
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.lieux import list_lieux_proposes
from convive.offre.selectors.plan_import import build_plan
from convive.offre.selectors.plan_import_cof import build_plan_cofs
from convive.offre.views.rubrique import CONVENTIONS, IMPORTS, OFFRE, SERVICES
from convive.socle.formats import nombre_accorde

IMPORT_SERVICES = PagesImport(
    sorte=SORTE,
    liste=IMPORTS,
    detail="offre:import_detail",
    template_liste="offre/import_list.html",
    template_detail="offre/import_detail.html",
    sujet="Service",
    form=ColonnesForm,
    build_plan=build_plan,
    importer=import_lignes,
    annuler=restore_import,
)
IMPORT_COFS = PagesImport(
    sorte=SORTE_COFS,
    liste="offre:import_cof_list",
    detail="offre:import_cof_detail",
    template_liste="offre/import_cof_list.html",
    template_detail="offre/import_cof_detail.html",
    sujet="Convention",
    form=ColonnesCofForm,
    build_plan=build_plan_cofs,
    importer=import_cofs,
    annuler=restore_import_cofs,
)

pages = Pages(OFFRE, "offre/", onglet=IMPORTS)
imports = pages.sous("imports/")
imports_cofs = pages.sous("conventions/imports/", onglet=CONVENTIONS)


def _is_export(request: HttpRequest) -> bool:
    return request.POST.get("format", "") in (*FORMATS_EXPORT, FORMAT_INCLUSION)


def _is_export_cofs(request: HttpRequest) -> bool:
    return request.POST.get("format", "") in FORMATS_EXPORT


@imports.ecriture("", droit=can_update_services, is_lecture=_is_export)
def import_list(page: Page) -> HttpResponse:
    if not _is_export(page.request):
        return respond_import_list(page, IMPORT_SERVICES, formats=FORMATS_EXPORT.items(), inclusion=FORMAT_INCLUSION)
    format = page.request.POST["format"]
    if format == FORMAT_INCLUSION:
        nom, contenu = render_inclusion(page.membre)
        reponse = respond_fichier(nom, contenu, "application/json")
    else:
        nom, rendu = render_inventaire(page.membre, format)
        reponse = respond_fichier(nom, rendu.contenu, rendu.format.type_mime)
    record_export(by=page.compte, espace=page.espace, format=format)
    return reponse


@imports.ecriture("<uuid:import_uuid>/", droit=can_update_services)
def import_detail(page: Page, import_uuid: UUID) -> HttpResponse:
    """What importing a file would do: choose its columns, import it, undo it."""
    return respond_import(page, import_uuid, IMPORT_SERVICES)


@imports_cofs.ecriture("", droit=can_update_services, is_lecture=_is_export_cofs)
def import_cof_list(page: Page) -> HttpResponse:
    if not _is_export_cofs(page.request):
        return respond_import_list(page, IMPORT_COFS, formats=FORMATS_EXPORT.items())
    format = page.request.POST["format"]
    nom, rendu = render_cofs(page.membre, format)
    record_export(by=page.compte, espace=page.espace, format=format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)


@imports_cofs.ecriture("<uuid:import_uuid>/", droit=can_update_services)
def import_cof_detail(page: Page, import_uuid: UUID) -> HttpResponse:
    return respond_import(page, import_uuid, IMPORT_COFS)


@pages.ecriture("listes-officielles/", droit=can_update_services)
def lieu_list(page: Page) -> Rendu:
    """Places of the official lists that are not in the inventory."""
    erreur, choisis = "", frozenset(page.request.POST.getlist("lieux"))
    if page.is_envoi:
        try:
            added = import_lieux(membre=page.membre, cles=choisis)
        except OffreRefusee as refus:
            erreur = str(refus)
        else:
            phrase = f"{nombre_accorde(added, 'service ajouté', 'services ajoutés')}, à vérifier."
            return page.redirect(page.get_url(SERVICES), phrase)
    contexte: dict[str, Any] = {"proposes": list_lieux_proposes(page.membre)}
    return contexte | {"erreur": erreur, "choisis": choisis}

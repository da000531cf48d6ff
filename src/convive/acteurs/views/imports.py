"""Bring a file into the directory, take the directory away as a file, and see what was imported."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from convive.acteurs.actions.imports import SORTE, import_lignes, record_export, restore_import
from convive.acteurs.exports.annuaire import FORMATS_EXPORT, render_annuaire
from convive.acteurs.forms.imports import ColonnesForm
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.selectors.plan_import import build_plan
from convive.acteurs.views.pages_import import PagesImport, respond_fichier, respond_import, respond_import_list
from convive.acteurs.views.rubrique import ACTEURS, IMPORTS
from convive.espaces.views.page import Page, Pages

IMPORT = PagesImport(
    sorte=SORTE,
    liste=IMPORTS,
    detail="acteurs:import_detail",
    template_liste="acteurs/import_list.html",
    template_detail="acteurs/import_detail.html",
    sujet="Qui",
    form=ColonnesForm,
    build_plan=build_plan,
    importer=import_lignes,
    annuler=restore_import,
)

pages = Pages(ACTEURS, "acteurs/imports/", onglet=IMPORTS)


def _is_export(request: HttpRequest) -> bool:
    return request.POST.get("format", "") in FORMATS_EXPORT


@pages.ecriture("", droit=can_update_acteurs, is_lecture=_is_export)
def import_list(page: Page) -> HttpResponse:
    if not _is_export(page.request):
        return respond_import_list(page, IMPORT, formats=FORMATS_EXPORT.items())
    format = page.request.POST["format"]
    nom, rendu = render_annuaire(page.membre, format)
    record_export(by=page.compte, espace=page.espace, format=format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)


@pages.ecriture("<uuid:import_uuid>/", droit=can_update_acteurs)
def import_detail(page: Page, import_uuid: UUID) -> HttpResponse:
    """What a file would do; its columns, its import, its undoing."""
    return respond_import(page, import_uuid, IMPORT)

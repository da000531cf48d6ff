"""Bring a file into the inventory, take the inventory away as a file, and see what was imported."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from convive.acteurs.views.imports import PagesImport, respond_fichier, respond_import_list
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.imports import SORTE, import_lignes, record_export, restore_import
from convive.offre.exports.inclusion import FORMAT as FORMAT_INCLUSION
from convive.offre.exports.inclusion import render_inclusion
from convive.offre.exports.inventaire import FORMATS_EXPORT, render_inventaire
from convive.offre.forms.imports import ColonnesForm
from convive.offre.permissions import can_update_services
from convive.offre.selectors.plan_import import build_plan
from convive.offre.views.acces import PAGE_IMPORTS, build_contexte_offre

PAGES = PagesImport(
    sorte=SORTE,
    liste=PAGE_IMPORTS,
    detail="offre:import_detail",
    template_liste="offre/import_list.html",
    template_detail="offre/import_detail.html",
    sujet="Service",
    form=ColonnesForm,
    build_contexte=build_contexte_offre,
    build_plan=build_plan,
    importer=import_lignes,
    annuler=restore_import,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    format = request.POST.get("format", "")
    is_export = format in FORMATS_EXPORT or format == FORMAT_INCLUSION
    membre = get_membre_or_404(request, espace_uuid, can_update_services, is_lecture=is_export)
    if is_export:
        return _export(membre, format)
    return respond_import_list(request, membre, PAGES, formats=FORMATS_EXPORT.items(), inclusion=FORMAT_INCLUSION)


def _export(membre: Membre, format: str) -> HttpResponse:
    if format == FORMAT_INCLUSION:
        nom, contenu = render_inclusion(membre)
        record_export(by=membre.compte, espace=membre.espace, format=format)
        return respond_fichier(nom, contenu, "application/json")
    nom, rendu = render_inventaire(membre, format)
    record_export(by=membre.compte, espace=membre.espace, format=format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)

"""Bring a file into the directory, take the directory away as a file, and see what was imported."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.imports import SORTE, import_lignes, record_export, restore_import
from convive.acteurs.exports.annuaire import FORMATS_EXPORT, render_annuaire
from convive.acteurs.forms.imports import ColonnesForm
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.selectors.plan_import import build_plan
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.imports import PagesImport, respond_fichier, respond_import_list
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404

PAGES = PagesImport(
    sorte=SORTE,
    liste="acteurs:import_list",
    detail="acteurs:import_detail",
    template_liste="acteurs/import_list.html",
    template_detail="acteurs/import_detail.html",
    sujet="Qui",
    form=ColonnesForm,
    build_contexte=build_contexte_acteurs,
    build_plan=build_plan,
    importer=import_lignes,
    annuler=restore_import,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    is_export = request.POST.get("format", "") in FORMATS_EXPORT
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs, is_lecture=is_export)
    if is_export:
        return _export(membre, request.POST["format"])
    return respond_import_list(request, membre, PAGES, formats=FORMATS_EXPORT.items())


def _export(membre: Membre, format: str) -> HttpResponse:
    nom, rendu = render_annuaire(membre, format)
    record_export(by=membre.compte, espace=membre.espace, format=format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)

"""Bring a list of conventions in, take it away as a file, and see what was imported."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from convive.acteurs.views.imports import PagesImport, respond_fichier, respond_import_list
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.imports import record_export
from convive.offre.actions.imports_cof import SORTE_COFS, import_cofs, restore_import_cofs
from convive.offre.exports.cofs import render_cofs
from convive.offre.exports.inventaire import FORMATS_EXPORT
from convive.offre.forms.imports import ColonnesCofForm
from convive.offre.permissions import can_update_services
from convive.offre.selectors.plan_import_cof import build_plan_cofs
from convive.offre.views.acces import PAGE_COFS, build_contexte_offre


def build_contexte_cofs(request: HttpRequest, membre: Membre, _page: str, **contexte: Any) -> dict[str, Any]:
    """Under the page of the conventions, which is the one that is marked."""
    return build_contexte_offre(request, membre, PAGE_COFS, **contexte)


PAGES_COFS = PagesImport(
    sorte=SORTE_COFS,
    liste="offre:import_cof_list",
    detail="offre:import_cof_detail",
    template_liste="offre/import_cof_list.html",
    template_detail="offre/import_cof_detail.html",
    sujet="Convention",
    form=ColonnesCofForm,
    build_contexte=build_contexte_cofs,
    build_plan=build_plan_cofs,
    importer=import_cofs,
    annuler=restore_import_cofs,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_cof_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    format = request.POST.get("format", "")
    is_export = format in FORMATS_EXPORT
    membre = get_membre_or_404(request, espace_uuid, can_update_services, is_lecture=is_export)
    if not is_export:
        return respond_import_list(request, membre, PAGES_COFS, formats=FORMATS_EXPORT.items())
    nom, rendu = render_cofs(membre, format)
    record_export(by=membre.compte, espace=membre.espace, format=format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)

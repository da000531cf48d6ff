"""Bring a file into the inventory, take the inventory away as a file, and see what was imported."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from convive.acteurs.forms.imports import ImportForm
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.imports import create_import, record_export
from convive.offre.exports.inclusion import FORMAT as FORMAT_INCLUSION
from convive.offre.exports.inclusion import render_inclusion
from convive.offre.exports.inventaire import FORMATS_EXPORT, render_inventaire
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.imports import list_imports
from convive.offre.views.acces import PAGE_IMPORTS, build_contexte_offre
from convive.socle.televersement import get_plafond_depasse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    format = request.POST.get("format", "")
    is_export = format in FORMATS_EXPORT or format == FORMAT_INCLUSION
    membre = get_membre_or_404(request, espace_uuid, can_update_services, is_lecture=is_export)
    if is_export:
        return _export(membre, format)
    form = ImportForm()
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, plafond=get_plafond_depasse(request))
        if form.is_valid():
            try:
                fichier = create_import(by=membre.compte, espace=membre.espace, fichier=form.cleaned_data["fichier"])
                return redirect("offre:import_detail", espace_uuid, fichier.pk)
            except OffreRefusee as error:
                form.add_error("fichier", list(error.messages))
    context = build_contexte_offre(request, membre, PAGE_IMPORTS, form=form, imports=list_imports(membre))
    return render(
        request, "offre/import_list.html", {**context, "formats": FORMATS_EXPORT.items(), "inclusion": FORMAT_INCLUSION}
    )


def _export(membre: Membre, format: str) -> HttpResponse:
    if format == FORMAT_INCLUSION:
        nom, contenu = render_inclusion(membre)
        type_mime = "application/json"
    else:
        nom, rendu = render_inventaire(membre, format)
        contenu, type_mime = rendu.contenu, rendu.format.type_mime
    record_export(by=membre.compte, espace=membre.espace, format=format)
    disposition = content_disposition_header(as_attachment=True, filename=nom) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(contenu, content_type=type_mime, headers=headers)

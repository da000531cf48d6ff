"""A frozen state as a file. It is a button, not a link: the journal keeps a line, and nothing else changes."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from convive.documents.actions.document import MODELE_ECARTE
from convive.documents.actions.gel import export_gel
from convive.documents.exports.gels import build_document_gel
from convive.documents.permissions import can_list_gels
from convive.documents.rules import DocumentInvalide, Famille, list_formats
from convive.documents.views.fichier import build_reponse_fichier
from convive.documents.views.gel_acces import get_gel_or_404


@login_required
@require_POST
def gel_export(request: HttpRequest, espace_uuid: UUID, gel_uuid: UUID) -> HttpResponse:
    membre, gel = get_gel_or_404(request, espace_uuid, gel_uuid, can_list_gels, is_lecture=True)
    format = request.POST.get("format", "")
    if format not in {f.extension for f in list_formats(Famille.TEXTE)}:
        raise Http404("Un état figé ne s’emporte pas dans ce format.")
    try:
        rendu = export_gel(by=membre, gel=gel, document=build_document_gel(membre, gel), format=format)
    except DocumentInvalide as error:
        messages.error(request, str(error))
        return redirect("documents:gel_detail", espace_uuid, gel_uuid)
    if rendu.is_modele_ecarte:
        messages.warning(request, MODELE_ECARTE)
    return build_reponse_fichier(rendu.contenu, str(gel), rendu.format)

"""The sheet of a half-day as it was signed by hand."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from convive.documents.fichiers import build_reponse
from convive.formation.permissions import can_animer
from convive.formation.selectors.presence import get_demi_journee, get_feuille
from convive.formation.views.acces_formation import get_session_or_404


@login_required
@require_safe
def feuille_scan_export(
    request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, demi_uuid: UUID
) -> FileResponse | HttpResponse:
    _membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    demi_journee = get_demi_journee(session, demi_uuid)
    if demi_journee is None:
        raise Http404("Cette demi-journée n’est pas dans cette session.")
    feuille = get_feuille(demi_journee)
    if feuille is None or not feuille.scan:
        return redirect("formation:presence_update", espace_uuid, session_uuid, demi_uuid)
    try:
        return build_reponse(feuille.scan, feuille.scan_nom, feuille.scan_type)
    except FileNotFoundError:
        raise Http404("Ce fichier n’est plus sur le serveur.") from None

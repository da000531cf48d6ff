"""The sheet of a half-day to print and to sign by hand, with what is signed already."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convive.formation.exports.document_session import build_feuille_a_signer
from convive.formation.permissions import can_animer
from convive.formation.selectors.presence import get_demi_journee
from convive.formation.views.acces_document import respond_fichier
from convive.formation.views.acces_formation import get_session_or_404


@login_required
@require_safe
def feuille_export(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, demi_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    demi_journee = get_demi_journee(session, demi_uuid)
    if demi_journee is None:
        raise Http404("Cette demi-journée n’est pas dans cette session.")
    feuille = build_feuille_a_signer(demi_journee, session)
    return respond_fichier(membre.espace, feuille, request.GET.get("format", "pdf"))

"""The half-days of a trainee, for her own calendar."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.public import without_trace
from convive.formation.exports.calendrier import NOM_FICHIER, render_calendrier
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_stagiaire import get_inscription_or_404


@require_safe
@without_trace
def stagiaire_calendrier_export(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    now = timezone.now()
    contenu = render_calendrier(read_session(inscription.session, timezone.localdate()), now=now)
    response = HttpResponse(contenu, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{NOM_FICHIER}"'
    return response

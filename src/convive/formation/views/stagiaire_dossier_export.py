"""The file of a dossier ressource."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.public import without_trace
from convive.formation.exports.dossier import render_dossier
from convive.formation.selectors.dossier import read_dossier
from convive.formation.views.acces_stagiaire import get_inscription_or_404


@require_safe
@without_trace
def stagiaire_dossier_export(request: HttpRequest, cle: str, format: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    try:
        fichier = render_dossier(read_dossier(inscription, timezone.now()), format, timezone.localdate())
    except KeyError:
        raise Http404("Ce format n’existe pas.") from None
    response = HttpResponse(fichier.contenu, content_type=fichier.type_mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{fichier.nom}"'
    return response

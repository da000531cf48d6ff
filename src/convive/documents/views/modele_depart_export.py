"""The models of Convive, to start from: every style that our documents use is there."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convive.documents.models import FormatModele
from convive.documents.permissions import can_list_modeles
from convive.documents.rules import FORMATS
from convive.documents.selectors.exemple import read_modele_depart
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def modele_depart_export(request: HttpRequest, espace_uuid: UUID, format: str) -> HttpResponse:
    get_membre_or_404(request, espace_uuid, can_list_modeles)
    if format not in FormatModele.values:
        raise Http404(f"Il n’y a pas de modèle au format « {format} ».")
    return build_reponse_fichier(read_modele_depart(format), "modele-convive", FORMATS[format])

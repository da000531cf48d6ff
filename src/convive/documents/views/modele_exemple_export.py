"""A sample document in the models of today: what one looks at before the first real one leaves."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convive.documents.permissions import can_list_modeles
from convive.documents.rules import Famille, list_formats
from convive.documents.selectors.exemple import render_exemple
from convive.documents.selectors.modele import get_modeles_actuels
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def modele_exemple_export(request: HttpRequest, espace_uuid: UUID, format: str) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_modeles)
    if format not in [f.extension for f in list_formats(Famille.TEXTE, Famille.DIAPORAMA)]:
        raise Http404(f"Il n’y a pas d’exemple au format « {format} ».")
    rendu = render_exemple(format, get_modeles_actuels(membre.espace))
    return build_reponse_fichier(rendu.contenu, "exemple-fictif", rendu.format)

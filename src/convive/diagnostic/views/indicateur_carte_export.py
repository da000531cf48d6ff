"""The map of an indicator on an A3 sheet, with its title and its source line."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from convive.diagnostic.exports.indicateur_carte import build_affiche_indicateur
from convive.diagnostic.views.indicateur_carte import FORMATS_CARTE, parse_annee
from convive.diagnostic.views.indicateur_detail import get_fiche_or_404
from convive.diagnostic.views.lieu import Lieu, with_lieu

TYPES_MIME = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


@with_lieu
def indicateur_carte_export(request: HttpRequest, lieu: Lieu, indicateur: str, format: str) -> HttpResponse:
    if format not in FORMATS_CARTE:
        raise Http404(f"La carte n’existe pas au format « {format} ».")
    annee = parse_annee(request.GET.get("annee", ""))
    contenu = build_affiche_indicateur(
        lieu.perimetre, get_fiche_or_404(indicateur), timezone.localdate(), annee, format
    )
    if contenu is None:
        raise Http404("Aucune commune n’a de valeur connue, ou de contour : il n’y a pas de carte.")
    response = HttpResponse(contenu, content_type=TYPES_MIME[format])
    nom = f"carte-{indicateur}-{lieu.perimetre.reference}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response

"""The map of an indicator on an A3 sheet, with its title and its source line."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from convive.diagnostic.exports.indicateur_carte import build_affiche_indicateur
from convive.diagnostic.views.indicateur_carte import FORMATS_CARTE, parse_annee
from convive.diagnostic.views.indicateur_detail import get_fiche_or_404
from convive.diagnostic.views.lieu import Lieu, with_lieu
from convive.documents.graphiques import svg_to_png

# 150 dots by inch: sharp at arm's length, and less than a megabyte.
LARGEUR_PNG = 2480


@with_lieu
def indicateur_carte_export(request: HttpRequest, lieu: Lieu, indicateur: str, format: str) -> HttpResponse:
    if format not in FORMATS_CARTE:
        raise Http404(f"La carte n’existe pas au format « {format} ».")
    annee = parse_annee(request.GET.get("annee", ""))
    fiche, is_svg = get_fiche_or_404(indicateur), format == "svg"
    svg = build_affiche_indicateur(lieu.perimetre, fiche, timezone.localdate(), annee, en_mm=is_svg)
    if svg is None:
        raise Http404("Aucune commune n’a de valeur connue, ou de contour : il n’y a pas de carte.")
    contenu, type_mime = (svg.encode(), "image/svg+xml") if is_svg else (svg_to_png(svg, LARGEUR_PNG), "image/png")
    response = HttpResponse(contenu, content_type=type_mime)
    nom = f"carte-{indicateur}-{lieu.perimetre.reference}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response

"""The core indicators of a périmètre, as a workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from convive.diagnostic.exports.indicateurs_classeur import build_classeur
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.diagnostic.views.indicateur_list import EXTENSIONS
from convive.diagnostic.views.lieu import Lieu, with_lieu


@with_lieu
def indicateur_export(request: HttpRequest, lieu: Lieu, format: str) -> HttpResponse:
    if format not in EXTENSIONS:
        raise Http404(f"Les indicateurs n’existent pas au format « {format} ».")
    # Writers of workbooks are heavy: only the process that exports loads them.
    from convive.documents.rendu import render_contenu

    jour = timezone.localdate()
    classeur = build_classeur(lieu.perimetre, get_coeur(), get_tableau(lieu.perimetre, jour), jour)
    fichier = render_contenu(classeur, format)
    response = HttpResponse(fichier.contenu, content_type=fichier.format.type_mime)
    nom = f"indicateurs-{lieu.perimetre.reference}.{fichier.format.extension}"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response

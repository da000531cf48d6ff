"""The same portrait, as a file; a page says why when a format cannot hold it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.formats import EXTENSIONS, render_portrait
from convive.diagnostic.views.perimetre import get_perimetre_or_404
from convive.documents.rules import FORMATS, DocumentInvalide


@require_safe
def portrait_export(request: HttpRequest, reference: str, format: str) -> HttpResponse:
    if format not in EXTENSIONS:
        raise Http404(f"Le portrait n’existe pas au format « {format} ».")
    perimetre = get_perimetre_or_404(reference)
    try:
        fichier = render_portrait(perimetre, format)
    except DocumentInvalide as error:
        context = {
            "perimetre": perimetre,
            "format": FORMATS[format],
            "raison": str(error),
            "autres_formats": [FORMATS[extension] for extension in EXTENSIONS if extension != format],
        }
        return render(request, "diagnostic/portrait_export.html", context, status=422)
    response = HttpResponse(fichier.contenu, content_type=fichier.format.type_mime)
    nom = f"portrait-{perimetre.reference}.{fichier.format.extension}"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response

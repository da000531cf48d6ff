"""The same portrait, as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.formats import EXTENSIONS, render_portrait
from convive.diagnostic.views.perimetre import get_perimetre_or_404
from convive.documents.rules import FORMATS


@require_safe
def portrait_export(request: HttpRequest, reference: str, format: str) -> HttpResponse:
    if format not in EXTENSIONS:
        raise Http404(f"Le portrait n’existe pas au format « {format} ».")
    perimetre = get_perimetre_or_404(reference)
    content = render_portrait(perimetre, format)
    response = HttpResponse(content, content_type=FORMATS[format].type_mime)
    response["Content-Disposition"] = f'attachment; filename="portrait-{perimetre.reference}.{format}"'
    return response

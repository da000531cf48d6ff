"""How a rendered file leaves."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from convive.documents.fichiers import build_nom_fichier
from convive.documents.rules import FormatDocument


def build_reponse_fichier(contenu: bytes, titre: str, format: FormatDocument) -> HttpResponse:
    """A download named after a title, that no cache keeps and no browser takes for something else."""
    nom = build_nom_fichier(titre, format)
    return HttpResponse(
        contenu,
        content_type=format.type_mime,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=nom) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )

"""The file that a long job made."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from convive.documents.fichiers import build_reponse
from convive.documents.permissions import can_get_resultat
from convive.documents.views.acces import get_membre_des_travaux, get_travail_or_404


@login_required
@require_safe
def travail_export(request: HttpRequest, travail_uuid: UUID, espace_uuid: UUID | None = None) -> FileResponse:
    membre = get_membre_des_travaux(request, espace_uuid)
    travail = get_travail_or_404(request, membre, travail_uuid)
    if membre is not None and not can_get_resultat(membre, travail):
        raise PermissionDenied(
            "Votre rôle ne donne plus accès à ce document, ou votre place a changé depuis sa préparation : "
            "demandez-le de nouveau."
        )
    if not travail.is_telechargeable:
        raise Http404("Ce fichier n’est pas prêt, ou n’est plus gardé.")
    try:
        return build_reponse(travail.fichier, travail.nom_fichier, travail.type_mime)
    except FileNotFoundError as error:
        raise Http404("Ce fichier n’est plus gardé.") from error

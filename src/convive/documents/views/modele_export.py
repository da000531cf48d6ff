"""The file of a model, as it was given."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from convive.documents.fichiers import build_reponse
from convive.documents.permissions import can_list_modeles
from convive.documents.rules import FORMATS
from convive.documents.selectors.modele import get_modele
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def modele_export(request: HttpRequest, espace_uuid: UUID, modele_uuid: UUID) -> FileResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_modeles)
    modele = get_modele(membre.espace, modele_uuid)
    if modele is None:
        raise Http404("Ce modèle n’existe pas dans cet espace.")
    try:
        return build_reponse(modele.fichier, modele.nom_fichier, FORMATS[modele.format].type_mime)
    except FileNotFoundError as error:
        raise Http404("Le fichier de ce modèle n’est plus gardé.") from error

"""What the pages of frozen states share."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest

from convive.documents.models import Gel
from convive.documents.selectors.gel import get_gel
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404

PAGE_GELS = "documents:gel_list"


def get_gel_or_404(
    request: HttpRequest,
    espace_uuid: UUID,
    gel_uuid: UUID,
    is_permis: Callable[[Membre], bool],
    *,
    is_lecture: bool = False,
) -> tuple[Membre, Gel]:
    """The place of the visitor and a frozen state that she sees."""
    membre = get_membre_or_404(request, espace_uuid, is_permis, is_lecture=is_lecture)
    gel = get_gel(membre, gel_uuid)
    if gel is None:
        raise Http404("Cet état figé n’existe pas, ou n’est pas visible de vous.")
    return membre, gel

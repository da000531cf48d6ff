"""What the pages of a programme share: which one, the trail that leads back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.formation.permissions import can_lire_formation
from convive.formation.selectors.programme import ProgrammeLu, get_programme
from convive.formation.views.pages_organisme import build_contexte_organisme


def get_programme_or_404(
    request: HttpRequest,
    espace_uuid: UUID,
    programme_uuid: UUID,
    is_permis: Callable[[Membre], bool] = can_lire_formation,
) -> tuple[Membre, ProgrammeLu]:
    """A stranger and another espace get 404, a place without the right 403."""
    membre = get_membre_or_404(request, espace_uuid, is_permis)
    lu = get_programme(membre, programme_uuid)
    if lu is None:
        raise Http404("Ce programme n’est pas dans cet espace.")
    return membre, lu


def build_contexte_programme(
    request: HttpRequest, membre: Membre, lu: ProgrammeLu, courante: str, **contexte: Any
) -> dict[str, Any]:
    """`lu` and its `programme`; the trail goes through the list, then through the programme."""
    context = build_contexte_organisme(request, membre, "programme_list", lu=lu, programme=lu.programme, **contexte)
    args = [membre.espace_id]
    context["fil"].append(("Programmes", reverse("formation:programme_list", args=args)))
    if courante != "programme_detail":
        url = reverse("formation:programme_detail", args=[*args, lu.programme.pk])
        context["fil"].append((lu.programme.titre, url))
    return context

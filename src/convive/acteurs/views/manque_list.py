"""Who is missing around each thématique, and whom one could invite."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.permissions import can_list_acteurs
from convive.acteurs.selectors.presence import get_presence
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.espaces.views.acces import get_membre_or_404

PAGE_MANQUES = "acteurs:manque_list"


@login_required
@require_safe
def manque_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    presence = get_presence(membre, timezone.localdate())
    context = build_contexte_acteurs(request, membre, PAGE_MANQUES, presence=presence)
    return render(request, "acteurs/manque_list.html", context)

"""What whoever comes next needs: what the espace knows, and what was written for them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.prise_poste.permissions import can_update_passation
from convive.prise_poste.selectors.passation import read_passation
from convive.prise_poste.views.sous_pages import build_contexte_poste

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_safe
def passation_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_passation)
    lue = read_passation(membre, timezone.localdate())
    context = build_contexte_poste(request, membre, "passation_detail", lue=lue, formats=FORMATS)
    return render(request, "prise_poste/passation_detail.html", context)

"""The home of an espace, made of panels that every package brings."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.memoire import open_memoire
from convive.espaces.models import TYPES_SANS_TERRITOIRE
from convive.espaces.permissions import can_get_espace, can_reset_espace, can_submit_invitation, can_update_perimetre
from convive.espaces.rules import get_lundi
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.socle.formats import periode

PAGE = "espaces:espace_detail"


@login_required
@require_safe
def espace_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_espace)
    perimetre = get_perimetre_espace(membre.espace)
    # Read once: the panels of the page take it from here.
    request.perimetre = perimetre  # type: ignore[attr-defined]  # set on the object at run time
    lundi = get_lundi(timezone.localdate())
    context = build_contexte(request, membre, PAGE, perimetre=perimetre, peut_inviter=can_submit_invitation(membre))
    context["attend_perimetre"] = membre.espace.type not in TYPES_SANS_TERRITOIRE
    context["peut_choisir_perimetre"] = can_update_perimetre(membre)
    context["peut_remettre"] = can_reset_espace(membre)
    context["semaine"] = periode(lundi, lundi + timedelta(days=6))
    memoire = open_memoire(membre, timezone.now())
    request.memoire = memoire  # type: ignore[attr-defined]  # set on the object at run time
    response = render(request, "espaces/espace_detail.html", context)
    memoire.save()
    return response

"""Who does what in a CTG, in a table that everyone reads the same way."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.prise_poste.permissions import can_get_raci, can_update_raci
from convive.prise_poste.rules.raci import LIBELLES_PARTS, ROLES
from convive.prise_poste.selectors.raci import get_raci
from convive.prise_poste.views.sous_pages import build_contexte_poste

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_safe
def raci_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """« ?ctg=… » for another than the current one."""
    membre = get_membre_or_404(request, espace_uuid, can_get_raci)
    raci = get_raci(membre, request.GET.get("ctg", ""), timezone.localdate())
    context = build_contexte_poste(request, membre, "raci_detail", raci=raci, formats=FORMATS)
    context |= {"roles": list(ROLES.values()), "parts": list(LIBELLES_PARTS.values())}
    if raci is not None:
        context["lignes"] = [(row, list(zip(ROLES.values(), row.parts, strict=True))) for row in raci.lignes]
    context["peut_ecrire"] = context["peut_ecrire"] and can_update_raci(membre)
    return render(request, "prise_poste/raci_detail.html", context)

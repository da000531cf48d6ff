"""The activity report of the posts for a year, as the espace counts it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.prise_poste.permissions import can_update_rapport
from convive.prise_poste.selectors.rapport import list_annees, read_rapport
from convive.prise_poste.views.acces_rapport import get_annee_or_404
from convive.prise_poste.views.sous_pages import build_contexte_poste

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_safe
def rapport_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_rapport)
    today = timezone.localdate()
    annee = get_annee_or_404(request, membre, today)
    context = build_contexte_poste(
        request,
        membre,
        "rapport_detail",
        lu=read_rapport(membre, annee, today),
        annee=annee,
        annees=list_annees(membre, today),
        formats=FORMATS,
    )
    return render(request, "prise_poste/rapport_detail.html", context)

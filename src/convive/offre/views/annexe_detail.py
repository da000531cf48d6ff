"""Annexe 2 on a day: to read, to print, to take away."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.offre.exports import CLE_ANNEXE
from convive.offre.exports.annexe import COLONNES, LEGENDE_ND
from convive.offre.forms.annexe import JourAnnexeForm
from convive.offre.permissions import can_list_services
from convive.offre.selectors.annexe import get_annexe
from convive.offre.views.acces import PAGE_ANNEXE, build_contexte_offre


@login_required
@require_safe
def annexe_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_services)
    today = timezone.localdate()
    form = JourAnnexeForm(request.GET or {"jour": today.isoformat()})
    annexe = get_annexe(membre, form.get_jour(today), today)
    context = build_contexte_offre(request, membre, PAGE_ANNEXE, form=form, annexe=annexe)
    context |= {"colonnes": COLONNES, "legende": LEGENDE_ND, "document": CLE_ANNEXE}
    context["formats"] = ("docx", "odt", "pdf", "xlsx", "ods", "csv")
    return render(request, "offre/annexe_detail.html", context)

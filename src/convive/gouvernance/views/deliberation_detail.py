"""The draft of the délibération that a decision calls for: choose the assembly, copy, or take it away."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.exports.deliberation import CLE_DELIBERATION, SEPARATEUR, build_projet
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.deliberation import write_brut
from convive.gouvernance.selectors.deliberation import list_assemblees
from convive.gouvernance.views.acces_decision import get_decision_or_404
from convive.gouvernance.views.sous_pages import build_contexte_sous_page

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_safe
def deliberation_detail(request: HttpRequest, espace_uuid: UUID, decision_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    decision = get_decision_or_404(membre, decision_uuid)
    assemblees = list_assemblees(membre)
    wanted = request.GET.get("assemblee", "")
    assemblee = next((row for row in assemblees if row.cle == wanted), assemblees[0])
    brut = write_brut(build_projet(membre, decision, assemblee).corps_html)
    context = build_contexte_sous_page(request, membre, "decision_list", decision=decision, brut=brut, formats=FORMATS)
    context |= {"assemblees": assemblees, "assemblee": assemblee, "document": CLE_DELIBERATION}
    context |= {"choix": f"{decision.pk}{SEPARATEUR}{assemblee.cle}", "lignes": brut.count("\n") + 8}
    return render(request, "gouvernance/deliberation_detail.html", context)

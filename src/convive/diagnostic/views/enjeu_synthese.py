"""« Dix-sept deviennent cinq »: what was kept and what was not, on one page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.permissions import can_decide_enjeux, can_list_enjeux
from convive.diagnostic.rules.enjeux import write_nombre
from convive.diagnostic.selectors.enjeu import get_tableau
from convive.diagnostic.views.enjeu_acces import PAGE_SYNTHESE, build_contexte_enjeux
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def enjeu_synthese(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_enjeux)
    tableau = get_tableau(membre, with_ouvert=can_decide_enjeux(membre))
    context = build_contexte_enjeux(request, membre, PAGE_SYNTHESE, tableau=tableau)
    total, retenus = len(tableau.lignes), len(tableau.retenus)
    verbe = "devient" if total == 1 else "deviennent"
    context["titre"] = (
        f"{write_nombre(total).capitalize()} {verbe} {write_nombre(retenus)}" if retenus else "Les enjeux"
    )
    return render(request, "diagnostic/enjeu_synthese.html", context)

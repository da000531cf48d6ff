"""Where one is on the grid: the last times side by side, the widest gaps and where to work on them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.actions.evaluation import create_evaluation
from convive.formation.permissions import can_follow_parcours
from convive.formation.selectors.competences import build_comparaison, list_siennes
from convive.formation.selectors.contenus import get_grille
from convive.formation.selectors.pairs import list_organismes_pairs
from convive.formation.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def auto_evaluation_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_follow_parcours)
    if request.method == "POST":
        evaluation = create_evaluation(by=membre.compte, espace=membre.espace)
        messages.success(request, "La grille est ouverte\u00a0: elle s’enregistre au fur et à mesure.")
        return redirect("formation:auto_evaluation_update", espace_uuid, evaluation.pk)
    siennes = list_siennes(membre)
    context = build_contexte_poste(request, membre, "auto_evaluation_list", grille=get_grille())
    context |= {
        "brouillon": next((lue for lue in siennes if not lue.evaluation.is_terminee), None),
        "finies": [lue for lue in reversed(siennes) if lue.evaluation.is_terminee],
        "organismes": list_organismes_pairs(membre.compte, timezone.localdate()),
        "comparaison": build_comparaison(siennes),
    }
    return render(request, "formation/auto_evaluation_list.html", context)

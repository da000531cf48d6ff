"""Where one is on the grid: the last times side by side, the widest gaps and where to work on them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.evaluation import create_evaluation
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.selectors.apprentissages import list_entraides
from convive.prise_poste.selectors.competences import build_comparaison, list_siennes
from convive.prise_poste.selectors.contenus import get_grille
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def auto_evaluation_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_follow_parcours)
    if request.method == "POST":
        evaluation = create_evaluation(by=membre.compte, espace=membre.espace)
        messages.success(request, "La grille est ouverte\u00a0: elle s’enregistre au fur et à mesure.")
        return redirect("prise_poste:auto_evaluation_update", espace_uuid, evaluation.pk)
    siennes = list_siennes(membre)
    context = build_contexte_poste(request, membre, "auto_evaluation_list", grille=get_grille())
    context |= {
        "brouillon": next((lue for lue in siennes if not lue.evaluation.is_terminee), None),
        "finies": [lue for lue in reversed(siennes) if lue.evaluation.is_terminee],
        "entraides": list_entraides(membre, timezone.localdate()),
        "comparaison": build_comparaison(siennes),
    }
    return render(request, "prise_poste/auto_evaluation_list.html", context)

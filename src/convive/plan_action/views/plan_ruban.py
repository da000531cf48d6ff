"""The plan over the years of its CTG."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.rencontres import list_rencontres
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.vues import get_ruban
from convive.plan_action.views.acces import build_contexte_arbre, build_url_fiche, require_dossier


@login_required
@require_safe
def plan_ruban(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = require_dossier(membre, ctg_uuid)
    rencontres = list_rencontres(membre, dossier.ctg.date_debut, dossier.ctg.date_fin)
    ruban = get_ruban(membre, dossier, list_noeuds(dossier), timezone.localdate(), rencontres)
    context = build_contexte_arbre(request, membre, "plan_ruban", dossier, ruban=ruban)
    # The routes are searched once for a hundred and fifty links.
    context["url_fiche"] = build_url_fiche(espace_uuid)
    return render(request, "plan_action/plan_ruban.html", context)

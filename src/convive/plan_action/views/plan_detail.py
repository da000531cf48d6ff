"""The plan d’actions of a CTG, grouped as its tree is."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.fiche import list_thematiques
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.forms.filtres import FiltresPlanForm
from convive.plan_action.permissions import can_list_plan, can_update_fiches
from convive.plan_action.selectors.arbre import build_vue, explain_plan, list_noeuds
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, build_url_fiche, get_dossier_or_404
from convive.ui.pagination import build_parametres

CHAPEAU = "Ce que la CTG met en œuvre : qui porte quoi, où on en est."


@login_required
@require_safe
def plan_detail(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    context = build_contexte_arbre(request, membre, "plan_detail", dossier, chapeau=CHAPEAU)
    if dossier is not None:
        context |= _build_liste(request, membre, dossier)
    return render(request, "plan_action/plan_detail.html", context)


def _build_liste(request: HttpRequest, membre: Membre, dossier: DossierPlan) -> dict[str, Any]:
    noeuds = list_noeuds(dossier)
    form = FiltresPlanForm(
        request.GET,
        noeuds=noeuds,
        nom_niveau=dossier.niveaux[0].nom_singulier if dossier.niveaux else "",
        thematiques=list_thematiques(membre),
        communes=get_noms_perimetre(membre),
    )
    criteres = form.get_criteres()
    vue = build_vue(membre, dossier, criteres, request.GET.get("page", ""), noeuds)
    return {
        "form": form,
        "vue": vue,
        "chapeau": explain_plan(vue.total, dossier, noeuds) if vue.total.total else CHAPEAU,
        "is_filtree": not criteres.is_vide,
        "abandonnees": vue.total.statuts.get("abandonnee", 0) if not criteres.statut else 0,
        "parametres": build_parametres(request.GET),
        # The routes are searched once for two hundred links.
        "url_fiche": (url := build_url_fiche(membre.espace_id)),
        "url_statut": url if can_update_fiches(membre) and not membre.espace.is_expire else "",
    }

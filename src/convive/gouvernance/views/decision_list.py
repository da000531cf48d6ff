"""The register of decisions: what was decided, who does it, where it is."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.fiche import list_thematiques
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.exports.registre import FORMATS_EXPORT
from convive.gouvernance.forms.filtres import FiltresDecisionsForm
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.selectors.decisions import (
    BilanDecisions,
    get_bilan,
    list_decisions,
    list_noms_instances,
    list_responsables,
)
from convive.gouvernance.views.sous_pages import build_contexte_sous_page
from convive.ui.pagination import build_parametres


@login_required
@require_safe
def decision_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    bilan = get_bilan(membre)
    form = build_filtres(request, membre, bilan)
    criteres = form.get_criteres()
    context = build_contexte_sous_page(request, membre, "decision_list", bilan=bilan, form=form)
    context |= {"page": list_decisions(membre, criteres, request.GET.get("page", "")), "formats": FORMATS_EXPORT}
    parametres = build_parametres(request.GET)
    context |= {"is_filtree": not criteres.is_vide, "parametres": parametres, "requete": parametres.rstrip("&")}
    return render(request, "gouvernance/decision_list.html", context)


def build_filtres(request: HttpRequest, membre: Membre, bilan: BilanDecisions) -> FiltresDecisionsForm:
    return FiltresDecisionsForm(
        request.GET,
        instances=list_noms_instances(membre),
        annees=bilan.annees,
        responsables=list_responsables(membre),
        thematiques=list_thematiques(membre),
        communes=get_noms_perimetre(membre),
    )

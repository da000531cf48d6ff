"""What the espace counts by itself."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.propres import build_lignes, build_seuils
from convive.diagnostic.permissions import can_list_indicateurs
from convive.diagnostic.selectors.propres import list_propres
from convive.diagnostic.selectors.seuils import list_seuils
from convive.diagnostic.views.propre_acces import build_contexte_propres
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def indicateur_espace_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_indicateurs)
    archives = request.GET.get("archives") == "1"
    lignes = build_lignes(list_propres(membre, archives=archives))
    context = build_contexte_propres(request, membre, lignes=lignes, archives=archives)
    if not archives:
        context["seuils"] = build_seuils(list_seuils(membre.espace, timezone.localdate()))
    return render(request, "diagnostic/indicateur_espace_list.html", context)

"""One own indicator: its years, its threshold, who wrote what."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.propres import build_ligne, draw_propre
from convive.diagnostic.permissions import can_list_indicateurs
from convive.diagnostic.views.propre_acces import build_contexte_propres, get_propre_or_404
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.acces import get_membre_or_404
from convive.journal.selectors import get_journal_objet
from convive.socle.objets import objets

MAX_LIGNES = 12


@login_required
@require_safe
def indicateur_espace_detail(request: HttpRequest, espace_uuid: UUID, indicateur_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_indicateurs)
    ligne = get_propre_or_404(membre, indicateur_uuid)
    context = build_contexte_propres(request, membre, ligne=build_ligne(ligne), indicateur=ligne.indicateur)
    context["dessin"] = draw_propre(ligne)
    if can_get_journal(membre):
        context["journal"] = get_journal_objet(objets.get_reference(ligne.indicateur), MAX_LIGNES)
    return render(request, "diagnostic/indicateur_espace_detail.html", context)

"""For the direction: the paths and the self-assessments that people of the espace share."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.prise_poste.permissions import can_list_partages
from convive.prise_poste.rules.parcours import compute_jour
from convive.prise_poste.selectors.competences import list_partagees
from convive.prise_poste.selectors.parcours import list_prises_partagees
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_safe
def parcours_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_partages)
    today = timezone.localdate()
    prises = [(prise, compute_jour(prise.date_debut, today)) for prise in list_prises_partagees(membre)]
    context = build_contexte_poste(request, membre, "parcours_list", prises=prises, evaluations=list_partagees(membre))
    return render(request, "prise_poste/parcours_list.html", context)

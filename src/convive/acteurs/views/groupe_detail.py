"""A group: who is in it, and how to write to all of them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.acteurs.permissions import can_create_lettre, can_get_coordonnees, can_list_acteurs
from convive.acteurs.selectors.groupe import get_contenu
from convive.acteurs.views.acces import build_contexte_acteurs, get_groupe_or_404
from convive.acteurs.views.groupe_list import PAGE_GROUPES
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def groupe_detail(request: HttpRequest, espace_uuid: UUID, groupe_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    groupe = get_groupe_or_404(membre, groupe_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_GROUPES, groupe=groupe)
    context |= {"contenu": get_contenu(membre, groupe), "voit_coordonnees": can_get_coordonnees(membre)}
    context["peut_envoyer"] = can_create_lettre(membre) and not membre.espace.is_expire
    return render(request, "acteurs/groupe_detail.html", context)

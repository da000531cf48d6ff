"""The coordination posts on one day, and sums of ETP by employer, theme and commune."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.forms.poste import JourForm
from convive.acteurs.permissions import can_create_poste, can_list_acteurs
from convive.acteurs.selectors.poste import get_tableau_postes
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.espaces.views.acces import get_membre_or_404

PAGE_POSTES = "acteurs:poste_list"


@login_required
@require_safe
def poste_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    today = timezone.localdate()
    form = JourForm(request.GET or {"jour": today.isoformat()})
    tableau = get_tableau_postes(membre, form.get_jour(today))
    context = build_contexte_acteurs(request, membre, PAGE_POSTES, tableau=tableau, form=form)
    context["sommes"] = (
        ("Par employeur", "Employeur", tableau.par_employeur),
        ("Par thématique", "Thématique", tableau.par_thematique),
        ("Par commune", "Commune", tableau.par_commune),
    )
    context["peut_ajouter"] = can_create_poste(membre) and not membre.espace.is_expire
    return render(request, "acteurs/poste_list.html", context)

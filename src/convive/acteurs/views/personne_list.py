"""The people of the directory, by what they do."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.acteurs.forms.personne import FiltresPersonnesForm
from convive.acteurs.permissions import can_get_coordonnees, can_list_acteurs, can_update_acteurs
from convive.acteurs.selectors.personne import list_personnes
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.pagination import build_requete
from convive.espaces.views.acces import get_membre_or_404

PAGE_PERSONNES = "acteurs:personne_list"


@login_required
@require_safe
def personne_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    form = FiltresPersonnesForm(request.GET, auto_id="filtre_%s")
    form.is_valid()
    q, situation = form.cleaned_data.get("q", ""), form.cleaned_data.get("situation", "")
    page, lignes = list_personnes(membre, q, situation, request.GET.get("page", ""))
    context = build_contexte_acteurs(request, membre, PAGE_PERSONNES, form=form, liste=page, lignes=lignes)
    context |= {"is_filtree": bool(q or situation), "requete": build_requete(request)}
    context["peut_suivre"] = can_update_acteurs(membre)
    context["voit_coordonnees"] = can_get_coordonnees(membre)
    return render(request, "acteurs/personne_list.html", context)

"""The constats of an espace: on each card, the figure and the words."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.forms.constat import FiltresConstatsForm
from convive.diagnostic.permissions import can_list_constats, can_update_constats
from convive.diagnostic.selectors.constat import get_noms_perimetre, list_constats
from convive.diagnostic.selectors.fiche import list_thematiques
from convive.diagnostic.views.fiche_acces import PAGE_CONSTATS, build_contexte_constats
from convive.espaces.views.acces import get_membre_or_404
from convive.ui.pagination import build_parametres


@login_required
@require_safe
def constat_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_constats)
    noms = get_noms_perimetre(membre)
    form = FiltresConstatsForm(
        request.GET,
        thematiques=list_thematiques(membre),
        communes=noms,
        peut_ecrire=can_update_constats(membre),
    )
    criteres = form.get_criteres()
    liste, cartes = list_constats(membre, criteres, request.GET.get("page", ""), noms)
    context = build_contexte_constats(request, membre, PAGE_CONSTATS, form=form, liste=liste, cartes=cartes)
    context |= {"is_filtree": not criteres.is_vide, "parametres": build_parametres(request.GET)}
    return render(request, "diagnostic/constat_list.html", context)

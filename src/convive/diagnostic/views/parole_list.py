"""The words of inhabitants, with their filters."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.forms.parole import FiltresParolesForm
from convive.diagnostic.permissions import can_list_paroles, can_update_paroles
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.fiche import list_thematiques
from convive.diagnostic.selectors.parole import list_paroles
from convive.diagnostic.views.fiche_acces import build_contexte_paroles
from convive.espaces.views.acces import get_membre_or_404
from convive.ui.pagination import build_parametres


@login_required
@require_safe
def parole_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_paroles)
    voit_communes, noms = can_update_paroles(membre), get_noms_perimetre(membre)
    form = FiltresParolesForm(
        request.GET, thematiques=list_thematiques(membre), communes=noms, with_communes=voit_communes
    )
    criteres = form.get_criteres()
    liste, lignes = list_paroles(membre, criteres, request.GET.get("page", ""), noms, with_communes=voit_communes)
    context = build_contexte_paroles(request, membre, form=form, liste=liste, lignes=lignes)
    context |= {"is_filtree": not criteres.is_vide, "parametres": build_parametres(request.GET)}
    return render(request, "diagnostic/parole_list.html", context)

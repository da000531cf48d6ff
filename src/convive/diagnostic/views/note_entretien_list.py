"""The notes of interviews, for the team that draws words from them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.forms.note_entretien import FiltresEntretiensForm
from convive.diagnostic.permissions import can_update_paroles
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.fiche import list_thematiques
from convive.diagnostic.selectors.note_entretien import list_notes_entretien
from convive.diagnostic.views.fiche_acces import PAGE_ENTRETIENS, build_contexte_paroles
from convive.espaces.views.acces import get_membre_or_404
from convive.ui.pagination import build_parametres


@login_required
@require_safe
def note_entretien_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_paroles)
    noms = get_noms_perimetre(membre)
    communes = sorted(noms.items(), key=lambda row: row[1])
    form = FiltresEntretiensForm(request.GET, thematiques=list_thematiques(membre), communes=communes)
    criteres = form.get_criteres()
    liste, lignes = list_notes_entretien(membre, criteres, request.GET.get("page", ""), noms)
    context = build_contexte_paroles(request, membre, PAGE_ENTRETIENS, form=form, liste=liste, lignes=lignes)
    context |= {"is_filtree": not criteres.is_vide, "parametres": build_parametres(request.GET)}
    return render(request, "diagnostic/note_entretien_list.html", context)

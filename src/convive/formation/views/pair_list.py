"""Who offers to help, what one offers, one’s own settings: for those who teach, in the espace of the body."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.views.acces_pairs import get_visite_organisme
from convive.formation.views.entre_pairs import answer_annuaire
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def pair_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre, visite = get_visite_organisme(request, espace_uuid)
    suite = answer_annuaire(request, visite)
    if isinstance(suite, str):
        return redirect(suite)
    context = build_contexte_organisme(request, membre, "question_list", **suite)
    return render(request, "formation/pair_list.html", context)

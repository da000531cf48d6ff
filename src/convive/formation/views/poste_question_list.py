"""The questions between the peers of a body: for somebody who has a post, from her own espace."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.views.acces_pairs import get_visite_poste
from convive.formation.views.entre_pairs import answer_questions
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def poste_question_list(request: HttpRequest, espace_uuid: UUID, organisme_uuid: UUID) -> HttpResponse:
    membre, visite = get_visite_poste(request, espace_uuid, organisme_uuid)
    suite = answer_questions(request, visite)
    if isinstance(suite, str):
        return redirect(suite)
    context = build_contexte_poste(request, membre, "auto_evaluation_list", **suite)
    return render(request, "formation/poste_question_list.html", context)

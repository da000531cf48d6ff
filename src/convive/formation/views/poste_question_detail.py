"""A question between peers and its answers: for somebody who has a post, from her own espace."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.views.acces_pairs import get_visite_poste
from convive.formation.views.question_pair import answer_question
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def poste_question_detail(
    request: HttpRequest, espace_uuid: UUID, organisme_uuid: UUID, question_uuid: UUID
) -> HttpResponse:
    membre, visite = get_visite_poste(request, espace_uuid, organisme_uuid)
    suite = answer_question(request, visite, question_uuid)
    if isinstance(suite, str):
        return redirect(suite)
    context = build_contexte_poste(request, membre, "auto_evaluation_list", **suite)
    return render(request, "formation/poste_question_detail.html", context)

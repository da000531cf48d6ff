"""Make a session of a programme: its half-days are proposed from its first day."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.actions.session import create_session
from convive.formation.forms.session import OuvrirSessionForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.session import list_programmes_ouverts
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def session_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_organiser)
    programmes = list(list_programmes_ouverts(membre))
    data, choisi = request.POST if request.method == "POST" else None, request.GET.get("programme", "")
    form = OuvrirSessionForm(data, programmes=programmes, choisi=choisi)
    if form.is_valid():
        try:
            session = create_session(
                by=membre.compte,
                espace=membre.espace,
                programme=form.programme_choisi,
                valeurs=form.get_valeurs(),
                premier=form.cleaned_data["premier"],
                today=timezone.localdate(),
            )
            messages.success(request, "La session est en préparation\u00a0: voici ce qu’il reste à faire.")
            return redirect("formation:session_detail", espace_uuid, session.pk)
        except FormationRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_organisme(request, membre, "session_create", form=form, programmes=programmes)
    return render(request, "formation/session_create.html", context)

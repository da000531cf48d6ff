"""Who teaches in a session, and which sequences."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.actions.intervenant import update_intervenants
from convive.formation.forms.session import IntervenantsForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.session import list_equipe, list_sequences
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def session_intervenants(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_organiser)
    form = IntervenantsForm(
        request.POST if request.method == "POST" else None,
        session=session,
        intervenants=read_session(session, timezone.localdate()).intervenants,
        personnes=list_equipe(membre),
        sequences=list(list_sequences(session)),
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            update_intervenants(by=membre.compte, session=session, lignes=form.get_lignes(), version=version)
            messages.success(request, "C’est enregistré.")
            return redirect("formation:session_detail", espace_uuid, session_uuid)
        except FormationRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_session(request, membre, session, "session_intervenants", form=form)
    return render(request, "formation/session_intervenants.html", context)

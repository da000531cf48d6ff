"""Where a session takes place, how one gets there, how many may come."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.actions.session import update_session
from convive.formation.forms.session import SessionForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def session_update(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_organiser)
    form = SessionForm(request.POST if request.method == "POST" else None, session=session)
    brouillon = f"{membre.compte_id}.session-{session.pk}"
    if form.is_valid():
        try:
            update_session(
                by=membre.compte, session=session, valeurs=form.get_valeurs(), version=form.cleaned_data["version"]
            )
            messages.success(request, "C’est enregistré.", extra_tags=brouillon)
            return redirect("formation:session_detail", espace_uuid, session_uuid)
        except FormationRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_session(request, membre, session, "session_update", form=form, brouillon=brouillon)
    return render(request, "formation/session_update.html", context)

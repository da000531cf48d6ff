"""The half-days of a session: when, from what hour, with which sequences."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.demi_journee import update_demi_journees
from convive.formation.forms.session import HorairesForm
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.preparation.session import explain_duree
from convive.formation.selectors.session import list_sequences
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def session_horaires(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_organiser)
    lue = read_session(session, timezone.localdate())
    form = HorairesForm(
        request.POST if request.method == "POST" else None,
        session=session,
        demi_journees=lue.demi_journees,
        sequences=list(list_sequences(session)),
    )
    if form.is_valid() and _save(membre, session, form):
        messages.success(request, "Les horaires sont enregistrés.")
        return redirect("formation:session_detail", espace_uuid, session_uuid)
    context = build_contexte_session(
        request, membre, session, "session_horaires", form=form, ecart=explain_duree(lue), lue=lue
    )
    return render(request, "formation/session_horaires.html", context)


def _save(membre: Membre, session: SessionFormation, form: HorairesForm) -> bool:
    version = form.cleaned_data["version"]
    try:
        update_demi_journees(by=membre.compte, session=session, lignes=form.get_lignes(), version=version)
    except FormationRefusee as refus:
        form.explain_lignes(refus.champs)
        if not refus.champs:
            form.explain_refus(refus)
        return False
    return True

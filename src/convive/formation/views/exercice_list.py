"""The practice territories of a session: lend some, see where each one stands."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.documents.actions.travail import submit_travail
from convive.documents.objets import get_url_travail
from convive.documents.refus import TravailRefuse
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.exercice import create_exercices
from convive.formation.exports.exercices import TRAVAIL_EXERCICES
from convive.formation.forms.exercice import ExercicesForm
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.rules.exercice import EtatExercice, compute_expiration
from convive.formation.selectors.exercice import (
    DUREE,
    DUREE_LECTURE,
    list_ateliers_groupes,
    list_exercices,
    list_sans_exercice,
    list_sources,
    name_groupes,
)
from convive.formation.selectors.references import Reglages, get_duree
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def exercice_list(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    sources = list_sources(membre.compte) if can_animer(membre) else []
    data = request.POST if request.method == "POST" else None
    ateliers = list_ateliers_groupes(session) if sources else []
    groupes = name_groupes(ateliers, request.GET.get("atelier", ""))
    form = ExercicesForm(data, sources=sources, stagiaires=list_sans_exercice(session), groupes=groupes)
    if data is not None:
        if not can_animer(membre):
            raise PermissionDenied("Seules les personnes qui animent prêtent des territoires d’exercice.")
        if form.is_valid():
            try:
                return _submit(request, membre, session, form)
            except (FormationRefusee, TravailRefuse) as refus:
                form.add_error(None, str(refus))
    context = build_contexte_session(request, membre, session, "exercice_list", **_read(session), form=form)
    context |= {"ateliers": ateliers, "is_repris": bool(groupes), "jeton": uuid4().hex}
    return render(request, "formation/exercice_list.html", context)


def _read(session: SessionFormation) -> dict[str, Any]:
    lus, reglages, today = list_exercices(session), Reglages(session.espace), timezone.localdate()
    return {
        "lus": [lu for lu in lus if lu.exercice.etat != EtatExercice.EFFACE],
        "effaces": [lu.exercice for lu in lus if lu.exercice.etat == EtatExercice.EFFACE],
        "jours": reglages.get_duree(DUREE, today),
        "jours_lecture": reglages.get_duree(DUREE_LECTURE, today),
    }


def _submit(request: HttpRequest, membre: Membre, session: SessionFormation, form: ExercicesForm) -> HttpResponse:
    """The rows are written at once, their espaces by a job: those that failed before are tried again with it."""
    today = timezone.localdate()
    create_exercices(by=membre.compte, session=session, demandes=form.get_demandes())
    attendus = [
        str(lu.exercice.pk)
        for lu in list_exercices(session)
        if lu.exercice.etat in (EtatExercice.A_CREER, EtatExercice.ECHEC)
    ]
    if not attendus:
        messages.success(request, "Ces territoires sont déjà là.")
        return redirect(request.path)
    expire_le = compute_expiration(today, get_duree(session.espace, DUREE, today))
    travail = submit_travail(
        by=membre.compte,
        type_travail=TRAVAIL_EXERCICES,
        espace=membre.espace,
        arguments={
            "session": str(session.pk),
            "source": form.cleaned_data["source"],
            "exercices": attendus,
            "expire_le": expire_le.isoformat(),
        },
        libelle=f"{nombre_accorde(len(attendus), 'territoire')} d’exercice, {session}"[:200],
        jeton=request.POST.get("jeton", "")[:64] or uuid4().hex,
    )
    messages.success(request, "Ils se préparent\u00a0: trois ou quatre secondes chacun.")
    return redirect(get_url_travail(travail))

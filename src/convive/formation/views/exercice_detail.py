"""One practice territory, as a trainer sees it: what was written there, and its few gestures."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.exercice import delete_exercice, invite_stagiaire, join_exercice, reset_exercice
from convive.formation.forms.exercice import InviterForm
from convive.formation.models import TerritoireExercice
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.rules.exercice import GesteExercice
from convive.formation.selectors.exercice import (
    get_effacement,
    get_exercice,
    list_derniers_gestes,
    list_stagiaires,
    read_exercices,
)
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def exercice_detail(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, exercice_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    exercice = get_exercice(session, exercice_uuid)
    if exercice is None:
        raise Http404("Ce territoire d’exercice n’est pas dans cette session.")
    geste = request.POST.get("geste", "") if request.method == "POST" else ""
    form = InviterForm(request.POST if geste == GesteExercice.INVITER else None, stagiaires=list_stagiaires(session))
    if request.method == "POST":
        if not can_animer(membre):
            raise PermissionDenied("Seules les personnes qui animent changent un territoire d’exercice.")
        try:
            if answer := _do(request, membre, exercice, geste, form):
                return answer
        except FormationRefusee as refus:
            messages.warning(request, str(refus))
            return redirect(request.path)
    lu = read_exercices([exercice])[0]
    context = build_contexte_session(request, membre, session, "exercice_list", lu=lu, exercice=exercice, form=form)
    context["fil"].append(("Territoires", reverse("formation:exercice_list", args=[espace_uuid, session_uuid])))
    context["derniers"] = list_derniers_gestes(exercice)
    context["effacement"] = get_effacement(exercice)
    return render(request, "formation/exercice_detail.html", context)


def _do(
    request: HttpRequest, membre: Membre, exercice: TerritoireExercice, geste: str, form: InviterForm
) -> HttpResponse | None:
    """None when the form has something to say."""
    by = membre.compte
    if geste == GesteExercice.ENTRER:
        return redirect("espaces:espace_detail", join_exercice(by=by, exercice=exercice).pk)
    if geste == GesteExercice.INVITER:
        if not form.is_valid():
            return None
        is_partie = invite_stagiaire(
            by=by, exercice=exercice, inscription=form.choisie, build_url=get_build_url(request)
        )
        phrase = "L’invitation part par courriel." if is_partie else "Cette personne y entre avec son compte."
        messages.success(request, phrase)
    elif geste == GesteExercice.REMETTRE:
        reset_exercice(by=by, exercice=exercice)
        messages.success(request, "Il est revenu à son point de départ.")
    elif geste == GesteExercice.EFFACER:
        delete_exercice(by=by, exercice=exercice, today=timezone.localdate())
        messages.success(request, "Il est effacé. Sa ligne reste ici.")
    else:
        raise Http404("Ce geste n’existe pas.")
    return redirect(request.path)


def get_build_url(request: HttpRequest) -> Callable[[str], str]:
    return lambda secret: request.build_absolute_uri(reverse("espaces:invitation_detail", args=[secret]))

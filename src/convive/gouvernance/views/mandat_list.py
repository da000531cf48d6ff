"""After an election: the seats that it renews, ended together, and how to undo it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.elections import close_mandats, reopen_mandats
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.selectors.elections import Renouvellement, get_renouvellement
from convive.gouvernance.views.acces import build_contexte_gouvernance
from convive.socle.formats import nombre_accorde

PAGE = "gouvernance:mandat_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def mandat_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    renouvellement = get_renouvellement(membre, timezone.localdate())
    if request.method == "POST":
        _do(request, membre, renouvellement)
        return redirect(PAGE, espace_uuid)
    context = build_contexte_gouvernance(request, membre, renouvellement=renouvellement)
    return render(request, "gouvernance/mandat_list.html", context)


def _do(request: HttpRequest, membre: Membre, renouvellement: Renouvellement) -> None:
    scrutin = renouvellement.scrutin
    if scrutin is None:
        return
    if request.POST.get("geste") == "annuler":
        count = reopen_mandats(by=membre.compte, sieges=renouvellement.finis, jour=scrutin.jour)
        messages.success(request, f"{nombre_accorde(count, 'siège se poursuit', 'sièges se poursuivent')}.")
        return
    wanted = set(request.POST.getlist("sieges"))
    sieges = [row.membre for row in renouvellement.a_finir if str(row.membre.pk) in wanted]
    count = close_mandats(by=membre.compte, sieges=sieges, jour=scrutin.jour)
    messages.success(request, f"{nombre_accorde(count, 'mandat clos', 'mandats clos')}.")

"""The workshops of a session, and those that may be opened."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.actions.atelier import create_atelier
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import LIBELLES_SORTES
from convive.formation.selectors.ateliers import list_ateliers
from convive.formation.selectors.feuilles import list_contenus_ateliers
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def atelier_list(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    if request.method == "POST":
        sorte, _, contenu = request.POST.get("contenu", "").partition(":")
        try:
            atelier = create_atelier(by=membre.compte, session=session, sorte=sorte, contenu=contenu)
        except FormationRefusee as refus:
            messages.error(request, str(refus))
            return redirect(request.path)
        return redirect("formation:atelier_groupes", espace_uuid, session_uuid, atelier.pk)
    ateliers = list(list_ateliers(session))
    prepares = {(atelier.sorte, atelier.contenu) for atelier in ateliers}
    restants = [row for row in list_contenus_ateliers() if (row.sorte, row.cle) not in prepares]
    rayons = [
        (libelle, [row for row in restants if row.sorte is sorte])
        for sorte, libelle in LIBELLES_SORTES.items()
        if any(row.sorte is sorte for row in restants)
    ]
    context = build_contexte_session(request, membre, session, "atelier_list", ateliers=ateliers, rayons=rayons)
    return render(request, "formation/atelier_list.html", context)

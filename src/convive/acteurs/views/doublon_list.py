"""Cards that look alike, and the decisions that can be undone."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.fusion import delete_distinctes, restore_fusion
from convive.acteurs.models import Decision
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.doublon import get_decision, list_decisions, list_paires
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.uuids import parse_uuid

PAGE_DOUBLONS = "acteurs:doublon_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def doublon_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    erreur = ""
    if request.method == "POST":
        try:
            _undo(request, membre)
        except ActeurRefuse as error:
            erreur = str(error)
        else:
            return redirect(PAGE_DOUBLONS, espace_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_DOUBLONS, paires=list_paires(membre), erreur=erreur)
    return render(request, "acteurs/doublon_list.html", {**context, "decisions": list_decisions(membre)})


def _undo(request: HttpRequest, membre: Membre) -> None:
    uuid = parse_uuid(request.POST.get("objet", ""))
    rapprochement = get_decision(membre, uuid) if uuid else None
    if rapprochement is None:
        raise Http404("Cette décision n’existe pas ici, ou a déjà été annulée.")
    if rapprochement.decision == Decision.FUSION:
        restore_fusion(by=membre.compte, rapprochement=rapprochement)
        messages.success(request, "Fusion annulée : les deux fiches sont de nouveau là.")
    else:
        delete_distinctes(by=membre.compte, rapprochement=rapprochement)
        messages.success(request, "Ces deux fiches seront de nouveau proposées.")

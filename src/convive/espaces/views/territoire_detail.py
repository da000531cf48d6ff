"""What one territoire shows to a département: read, never changed, field by field."""

from contextlib import suppress
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.partage import close_partage
from convive.espaces.models import Cote, Membre
from convive.espaces.partages import ChampPartage
from convive.espaces.permissions import can_list_territoires, can_validate_partages
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.partage import LignePartage, get_partage_recu
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "espaces:territoire_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def territoire_detail(request: HttpRequest, espace_uuid: UUID, partage_uuid: UUID) -> HttpResponse:
    # Stopping is allowed in an espace that has expired: nothing else is done here.
    membre = get_membre_or_404(request, espace_uuid, can_list_territoires, is_lecture=True)
    ligne = get_partage_recu(membre, str(partage_uuid))
    if ligne is None:
        raise Http404("Aucun territoire ne partage cela avec cet espace.")
    if request.method == "POST":
        return _close(request, membre, ligne)
    champs = [(champ, _render_champ(request, champ, ligne)) for champ in ligne.champs]
    context = build_contexte(request, membre, PAGE, partage=ligne.partage, champs=champs)
    context["peut_arreter"] = can_validate_partages(membre)
    return render(request, "espaces/territoire_detail.html", context)


def _render_champ(request: HttpRequest, champ: ChampPartage, ligne: LignePartage) -> SafeString:
    """Empty when the territoire has nothing there yet."""
    contexte = champ.get_contexte(request, ligne.partage.espace)
    if contexte is None:
        return SafeString("")
    return render_to_string(champ.template, {"panneau": champ, **contexte}, request)


def _close(request: HttpRequest, membre: Membre, ligne: LignePartage) -> HttpResponse:
    if not can_validate_partages(membre):
        raise PermissionDenied("Votre rôle dans cet espace ne permet pas ce geste.")
    if request.POST.get("geste") != "arreter":
        raise Http404("Ce geste n’existe pas.")
    # When the other side was quicker, it is stopped, as was asked.
    with suppress(EspaceRefuse):
        close_partage(by=membre.compte, partage=ligne.partage, cote=Cote.DEPARTEMENT)
    return redirect(PAGE, membre.espace_id)

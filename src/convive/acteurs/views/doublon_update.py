"""Two cards side by side: make one of them, or say that they are two."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.fusion import fuse_fiches, record_distinctes
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.doublon import build_comparaison, get_fiche
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.doublon_list import PAGE_DOUBLONS
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def doublon_update(
    request: HttpRequest, espace_uuid: UUID, cle: str, gardee_uuid: UUID, autre_uuid: UUID
) -> HttpResponse:
    """The first card of the address is the one that stays."""
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    gardee, autre = (get_fiche(membre, cle, uuid) for uuid in (gardee_uuid, autre_uuid))
    if gardee is None or autre is None or gardee == autre:
        raise Http404("L’une de ces fiches n’existe pas ici, a déjà été fusionnée, ou ne vous concerne pas.")
    erreur = ""
    if request.method == "POST":
        try:
            if request.POST.get("geste") == "distinctes":
                record_distinctes(by=membre.compte, gauche=gardee, droite=autre)
                messages.success(request, "C’est noté : deux fiches distinctes, qui ne seront plus proposées.")
                return redirect(PAGE_DOUBLONS, espace_uuid)
            choix = {champ: valeur for champ, valeur in request.POST.items() if valeur == "autre"}
            fuse_fiches(by=membre.compte, gardee=gardee, autre=autre, choix=choix)
            messages.success(request, "Une seule fiche désormais. La page « Doublons » permet de revenir en arrière.")
            return redirect(f"acteurs:{cle}_detail", espace_uuid, gardee_uuid)
        except ActeurRefuse as error:
            erreur = str(error)
    context = build_contexte_acteurs(request, membre, PAGE_DOUBLONS, cle=cle, gardee=gardee, autre=autre)
    context |= {"lignes": build_comparaison(gardee, autre), "erreur": erreur}
    return render(request, "acteurs/doublon_update.html", context)

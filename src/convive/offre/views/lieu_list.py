"""Complete the inventory from the official lists: what is there, and is not in it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.lieux import import_lieux
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.lieux import list_lieux_proposes
from convive.offre.views.acces import PAGE_IMPORTS, build_contexte_offre
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lieu_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    erreur, choisis = "", frozenset(request.POST.getlist("lieux"))
    if request.method == "POST":
        try:
            added = import_lieux(membre=membre, cles=choisis)
        except OffreRefusee as error:
            erreur = str(error)
        else:
            messages.success(request, f"{nombre_accorde(added, 'service ajouté', 'services ajoutés')}, à vérifier.")
            return redirect("offre:service_list", espace_uuid)
    context = build_contexte_offre(request, membre, PAGE_IMPORTS, proposes=list_lieux_proposes(membre))
    return render(request, "offre/lieu_list.html", context | {"erreur": erreur, "choisis": choisis})

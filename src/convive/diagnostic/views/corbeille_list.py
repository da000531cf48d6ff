"""What was put aside in the diagnosis: bring back, or erase for good."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.comptes.conservation import get_regle
from convive.diagnostic.actions.corbeille import delete_fiche_definitivement, restore_fiche
from convive.diagnostic.permissions import can_delete_corbeille, can_update_constats
from convive.diagnostic.selectors.fiche import get_supprimee, list_corbeille
from convive.diagnostic.views.fiche_acces import PAGE_CORBEILLE, build_contexte_constats
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def corbeille_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_constats)
    if request.method == "POST":
        _submit(request, membre)
        return redirect(PAGE_CORBEILLE, espace_uuid)
    context = build_contexte_constats(request, membre, PAGE_CORBEILLE, lignes=list_corbeille(membre))
    context |= {"peut_effacer": can_delete_corbeille(membre), "regle": get_regle("diagnostic_supprimes")}
    return render(request, "diagnostic/corbeille_list.html", context)


def _submit(request: HttpRequest, membre: Membre) -> None:
    uuid = parse_uuid(request.POST.get("objet", ""))
    fiche = get_supprimee(membre, request.POST.get("type", ""), uuid) if uuid else None
    if fiche is None:
        raise Http404("Cette fiche n’est pas dans la corbeille.")
    if request.POST.get("geste") == "effacer":
        if not can_delete_corbeille(membre):
            raise PermissionDenied("Effacer pour de bon revient à qui pilote l’espace.")
        delete_fiche_definitivement(by=membre.compte, fiche=fiche)
        messages.success(request, "La fiche est effacée.")
        return
    restore_fiche(by=membre.compte, fiche=fiche)
    messages.success(request, "La fiche est revenue à sa place.")

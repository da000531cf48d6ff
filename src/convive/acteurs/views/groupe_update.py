"""Rename a group, and choose who is in it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.groupe import attach_fiches, detach_fiche, update_groupe
from convive.acteurs.forms.groupe import GroupeForm
from convive.acteurs.models import Groupe
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.groupe import get_contenu, list_fiches, search_fiches
from convive.acteurs.views.acces import build_contexte_acteurs, get_groupe_or_404
from convive.acteurs.views.groupe_list import PAGE_GROUPES
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def groupe_update(request: HttpRequest, espace_uuid: UUID, groupe_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    groupe = get_groupe_or_404(membre, groupe_uuid)
    q = request.GET.get("q", "")
    is_nom = request.method == "POST" and request.POST.get("geste") == "renommer"
    initial = {"nom": groupe.nom, "description": groupe.description}
    form = GroupeForm(request.POST if is_nom else None, initial=initial)
    if request.method == "POST" and not is_nom:
        _change_membres(request, membre, groupe)
        return redirect(reverse("acteurs:groupe_update", args=[espace_uuid, groupe_uuid]) + "#membres")
    if form.is_valid():
        try:
            update_groupe(by=membre.compte, groupe=groupe, **form.cleaned_data)
        except ActeurRefuse as error:
            form.add_error("nom", list(error.messages))
        else:
            return redirect("acteurs:groupe_detail", espace_uuid, groupe_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_GROUPES, groupe=groupe, form=form, q=q)
    context |= {"contenu": get_contenu(membre, groupe), "trouvees": search_fiches(membre, groupe, q) if q else None}
    return render(request, "acteurs/groupe_update.html", context)


def _change_membres(request: HttpRequest, membre: Membre, groupe: Groupe) -> None:
    """The cards that are named are those that this place sees; any other changes nothing."""
    fiches = list_fiches(membre, request.POST.getlist("objet"))
    if request.POST.get("geste") == "retirer":
        for fiche in fiches:
            detach_fiche(by=membre.compte, groupe=groupe, fiche=fiche)
            messages.success(request, f"{fiche} ne fait plus partie du groupe.")
        return
    added = attach_fiches(by=membre.compte, groupe=groupe, fiches=fiches)
    messages.success(request, f"{nombre_accorde(added, 'fiche ajoutée', 'fiches ajoutées')} au groupe.")

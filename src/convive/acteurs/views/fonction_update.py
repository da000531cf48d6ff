"""Change a function, give its last day, or take away one that was written by mistake."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.fonction import delete_fonction, update_fonction
from convive.acteurs.forms.personne import FonctionForm
from convive.acteurs.models import Fonction
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.views.acces import build_contexte_acteurs, get_fonction_or_404
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def fonction_update(request: HttpRequest, espace_uuid: UUID, fonction_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    fonction = get_fonction_or_404(membre, fonction_uuid)
    if request.method == "POST" and request.POST.get("geste") == "retirer":
        delete_fonction(by=membre.compte, fonction=fonction)
        messages.success(request, "Fonction retirée.")
        return redirect("acteurs:personne_detail", espace_uuid, fonction.personne_id)
    # One that was archived since is still that of this function.
    choix = {organisation.pk: organisation for organisation in list_choix_organisations(membre)}
    choix.setdefault(fonction.organisation_id, fonction.organisation)
    data = request.POST if request.method == "POST" else None
    form = FonctionForm(data, organisations=choix.values(), fonction=fonction)
    if form.is_valid() and _update(membre, fonction, form):
        messages.success(request, "Fonction enregistrée.")
        return redirect("acteurs:personne_detail", espace_uuid, fonction.personne_id)
    context = build_contexte_acteurs(request, membre, PAGE_PERSONNES, fonction=fonction, form=form)
    return render(request, "acteurs/fonction_update.html", context)


def _update(membre: Membre, fonction: Fonction, form: FonctionForm) -> bool:
    saisie = form.get_saisie()
    try:
        if saisie is not None:
            update_fonction(by=membre.compte, fonction=fonction, saisie=saisie)
    except ActeurRefuse as error:
        form.add_error(None, list(error.messages))
    return not form.errors

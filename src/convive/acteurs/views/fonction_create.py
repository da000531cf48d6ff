"""Say that someone of the directory holds a function in an organisation of the directory."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.fonction import create_fonction
from convive.acteurs.forms.personne import FonctionForm
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.selectors.personne import list_choix_personnes
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def fonction_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    form = FonctionForm(
        request.POST if request.method == "POST" else None,
        organisations=list_choix_organisations(membre),
        personnes=list_choix_personnes(membre),
        initial={champ: request.GET.get(champ, "") for champ in ("personne", "organisation")},
    )
    if form.is_valid() and _create(membre, form):
        messages.success(request, "Fonction ajoutée.")
        return redirect("acteurs:personne_detail", espace_uuid, form.get_personne().pk)
    return render(
        request, "acteurs/fonction_create.html", build_contexte_acteurs(request, membre, PAGE_PERSONNES, form=form)
    )


def _create(membre: Membre, form: FonctionForm) -> bool:
    saisie, personne = form.get_saisie(), form.get_personne()
    personne.espace = membre.espace
    try:
        if saisie is not None:
            create_fonction(by=membre.compte, personne=personne, saisie=saisie)
    except ActeurRefuse as error:
        form.add_error(None, list(error.messages))
    return not form.errors

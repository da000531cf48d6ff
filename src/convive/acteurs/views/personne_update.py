"""Change the card of a person; what someone else changed meanwhile is joined, or compared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.personne import update_personne
from convive.acteurs.forms.personne import PersonneForm
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs, get_personne_or_404
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def personne_update(request: HttpRequest, espace_uuid: UUID, personne_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    personne = get_personne_or_404(membre, personne_uuid)
    form, enregistres = PersonneForm(request.POST if request.method == "POST" else None, personne=personne), []
    if form.is_valid():
        try:
            update_personne(by=membre.compte, personne=personne, saisie=form.get_saisie())
        except ActeurRefuse as error:
            form.add_error(None, list(error.messages))
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "Fiche enregistrée.")
            return redirect("acteurs:personne_detail", espace_uuid, personne_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_PERSONNES, personne=personne, form=form)
    return render(request, "acteurs/personne_update.html", {**context, "enregistres": enregistres})

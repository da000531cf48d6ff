"""Change a coordination post; what someone else changed meanwhile is joined, or compared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.poste import update_poste
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import (
    build_contexte_acteurs,
    build_form_poste,
    get_poste_a_changer,
    list_titulaires_proches,
)
from convive.acteurs.views.poste_list import PAGE_POSTES
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def poste_update(request: HttpRequest, espace_uuid: UUID, poste_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    poste = get_poste_a_changer(membre, poste_uuid)
    form, enregistres = build_form_poste(request, membre, poste), []
    proches = list_titulaires_proches(membre, form)
    if form.is_valid():
        try:
            update_poste(by=membre.compte, poste=poste, saisie=form.get_saisie())
        except ActeurRefuse as error:
            form.add_error(None, list(error.messages))
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "Poste enregistré.")
            return redirect("acteurs:poste_detail", espace_uuid, poste_uuid)
    context = build_contexte_acteurs(
        request, membre, PAGE_POSTES, poste=poste, form=form, proches=proches, enregistres=enregistres
    )
    return render(request, "acteurs/poste_update.html", context)

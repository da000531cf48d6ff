"""Add a coordination post."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.poste import create_poste
from convive.acteurs.permissions import can_create_poste
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs, build_form_poste, list_titulaires_proches
from convive.acteurs.views.poste_list import PAGE_POSTES
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def poste_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_poste)
    form = build_form_poste(request, membre)
    proches = list_titulaires_proches(membre, form)
    if form.is_valid():
        try:
            poste = create_poste(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        except ActeurRefuse as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "Poste ajouté.")
            return redirect("acteurs:poste_detail", espace_uuid, poste.pk)
    context = build_contexte_acteurs(request, membre, PAGE_POSTES, form=form, proches=proches)
    return render(request, "acteurs/poste_create.html", context)

"""Correct an exchange; what someone else changed meanwhile is joined, or compared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.echange import update_echange
from convive.acteurs.forms.echange import EchangeForm
from convive.acteurs.permissions import can_create_echange
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.echange_acces import PAGE_ECHANGES, build_cle_echange, get_echange_a_changer
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def echange_update(request: HttpRequest, espace_uuid: UUID, echange_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_echange)
    echange = get_echange_a_changer(membre, echange_uuid)
    form = EchangeForm(request.POST if request.method == "POST" else None, membre=membre, echange=echange)
    brouillon, enregistres = build_cle_echange(membre, echange_uuid), []
    if form.is_valid():
        try:
            update_echange(by=membre.compte, echange=echange, saisie=form.get_saisie())
        except ActeurRefuse as error:
            form.add_error(None, list(error.messages))
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "Échange enregistré.", extra_tags=brouillon)
            return redirect("acteurs:echange_detail", espace_uuid, echange_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_ECHANGES, echange=echange, form=form, brouillon=brouillon)
    return render(request, "acteurs/echange_update.html", {**context, "enregistres": enregistres})

"""Correct the draft of a letter; what someone else changed meanwhile is joined, or compared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.lettre import DEJA_PARTIE, update_lettre
from convive.acteurs.forms.lettre import LettreForm
from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.lettre_acces import PAGE_LETTRES, build_cle_lettre, get_lettre_or_404
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lettre_update(request: HttpRequest, espace_uuid: UUID, lettre_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_lettre)
    lettre = get_lettre_or_404(membre, lettre_uuid)
    if not lettre.is_brouillon:
        messages.info(request, DEJA_PARTIE)
        return redirect("acteurs:lettre_detail", espace_uuid, lettre_uuid)
    form = LettreForm(request.POST if request.method == "POST" else None, lettre=lettre)
    brouillon, enregistres = build_cle_lettre(membre, lettre_uuid), []
    if form.is_valid():
        try:
            update_lettre(by=membre.compte, lettre=lettre, saisie=form.get_saisie())
        except ActeurRefuse as error:
            form.add_error(None, list(error.messages))
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "Lettre enregistrée\u00a0: rien n’est parti.", extra_tags=brouillon)
            return redirect("acteurs:lettre_detail", espace_uuid, lettre_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_LETTRES, lettre=lettre, form=form, brouillon=brouillon)
    return render(request, "acteurs/lettre_update.html", {**context, "enregistres": enregistres})

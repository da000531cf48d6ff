"""Write a lettre de mission."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.prise_poste.actions.lettre import update_lettre
from convive.prise_poste.forms.lettre import LettreForm
from convive.prise_poste.permissions import can_list_lettres
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.views.acces_lettre import build_contexte_lettre, get_lettre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lettre_update(request: HttpRequest, espace_uuid: UUID, lettre_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_lettres)
    lue = get_lettre_or_404(membre, lettre_uuid)
    form = LettreForm(request.POST if request.method == "POST" else None, lettre=lue.lettre)
    brouillon = build_cle_brouillon(membre.compte, "lettre_mission", lettre_uuid)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            update_lettre(by=membre.compte, lettre=lue.lettre, valeurs=form.get_valeurs(), version=version)
        except PosteRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "La lettre est enregistrée.", extra_tags=brouillon)
            return redirect("prise_poste:lettre_detail", espace_uuid, lettre_uuid)
    context = build_contexte_lettre(request, membre, lue, form=form, brouillon=brouillon)
    return render(request, "prise_poste/lettre_update.html", context)

"""What a training body prints of itself; the references in force today."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.actions.organisme import update_organisme
from convive.formation.forms.organisme import OrganismeForm
from convive.formation.permissions import can_organiser
from convive.formation.selectors.programme import get_organisme
from convive.formation.selectors.references import group_references
from convive.formation.views.pages_organisme import build_contexte_organisme
from convive.ui.saisie import TexteSaisi


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def organisme_update(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_organiser)
    organisme = get_organisme(membre.espace)
    form = OrganismeForm(request.POST if request.method == "POST" else None, organisme=organisme)
    enregistres: list[TexteSaisi] = []
    if form.is_valid():
        try:
            update_organisme(
                by=membre.compte,
                espace=membre.espace,
                valeurs=form.get_valeurs(),
                version=form.cleaned_data["version"],
                depart=form.get_depart(),
            )
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "Les réglages sont enregistrés.")
            return redirect("formation:organisme_update", espace_uuid)
    context = build_contexte_organisme(
        request,
        membre,
        "organisme_update",
        form=form,
        enregistres=enregistres,
        groupes=group_references(membre.espace, timezone.localdate()),
    )
    return render(request, "formation/organisme_update.html", context)

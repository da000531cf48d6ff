"""Seat someone in a body: those whom one expects there, ticked at once, or one by one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.membre import SaisieMembre, create_membre, create_membres
from convive.gouvernance.forms.instance import MembreForm
from convive.gouvernance.models import Instance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.composition import Suggestion, list_suggestions
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_choix_membre, get_instance_or_404
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def membre_create(request: HttpRequest, espace_uuid: UUID, instance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    instance = get_instance_or_404(membre, instance_uuid)
    suggestions = list_suggestions(membre, instance, timezone.localdate())
    is_suggestions = request.POST.get("geste") == "suggestions"
    if is_suggestions:
        _seat(request, membre, instance, suggestions)
        return redirect("gouvernance:instance_detail", espace_uuid, instance_uuid)
    form = MembreForm(request.POST if request.method == "POST" else None, **get_choix_membre(membre, instance))
    if form.is_valid():
        try:
            siege = create_membre(by=membre.compte, instance=instance, saisie=form.get_saisie())
            messages.success(request, f"{siege} siège maintenant.")
            return redirect("gouvernance:membre_create", espace_uuid, instance_uuid)
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
    context: dict[str, Any] = {"form": form, "instance": instance, "suggestions": suggestions}
    return render(request, "gouvernance/membre_create.html", build_contexte_gouvernance(request, membre, **context))


def _seat(request: HttpRequest, membre: Membre, instance: Instance, suggestions: list[Suggestion]) -> None:
    wanted, today = set(request.POST.getlist("suggestions")), timezone.localdate()
    saisies = [
        SaisieMembre(today, personne=row.personne, organisation=row.organisation, is_elu=row.is_elu)
        for row in suggestions
        if row.cle in wanted
    ]
    added = create_membres(by=membre.compte, instance=instance, saisies=saisies)
    messages.success(request, f"{nombre_accorde(len(added), 'siège ajouté', 'sièges ajoutés')}.")

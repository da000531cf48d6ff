"""Prepare a séance of a body: its day may come later."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.seance import create_seance
from convive.gouvernance.forms.seance import SeanceForm
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_instance_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_create(request: HttpRequest, espace_uuid: UUID, instance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    instance = get_instance_or_404(membre, instance_uuid)
    form = SeanceForm(request.POST if request.method == "POST" else None, instance=instance)
    if form.is_valid():
        try:
            seance = create_seance(by=membre.compte, instance=instance, saisie=form.get_saisie())
            messages.success(request, "La séance est créée\u00a0: voici ce que son ordre du jour pourrait être.")
            return redirect("gouvernance:seance_detail", espace_uuid, seance.pk)
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_gouvernance(request, membre, form=form, instance=instance)
    return render(request, "gouvernance/seance_create.html", context)

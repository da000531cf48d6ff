"""Mend a seat, end its mandate, or take it away when it was a mistake."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.membre import delete_membre, update_membre
from convive.gouvernance.forms.instance import MembreForm
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.composition import get_membre_instance
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_choix_membre, get_instance_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def membre_update(request: HttpRequest, espace_uuid: UUID, instance_uuid: UUID, siege_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    instance = get_instance_or_404(membre, instance_uuid)
    siege = get_membre_instance(instance, siege_uuid)
    if siege is None:
        raise Http404("Ce siège n’existe pas dans cette instance.")
    is_retrait = request.POST.get("geste") == "retirer"
    data = request.POST if request.method == "POST" and not is_retrait else None
    form = MembreForm(data, membre=siege, **get_choix_membre(membre, instance))
    try:
        if is_retrait:
            delete_membre(by=membre.compte, membre=siege)
            messages.success(request, f"{siege} ne siège plus.")
            return redirect("gouvernance:instance_detail", espace_uuid, instance_uuid)
        if form.is_valid():
            update_membre(by=membre.compte, membre=siege, saisie=form.get_saisie())
            messages.success(request, "Siège enregistré.")
            return redirect("gouvernance:instance_detail", espace_uuid, instance_uuid)
    except GouvernanceRefusee as refus:
        if form.is_bound:
            form.explain_refus(refus)
        else:
            messages.warning(request, str(refus))
    context = build_contexte_gouvernance(request, membre, form=form, instance=instance, siege=siege)
    return render(request, "gouvernance/membre_update.html", context)

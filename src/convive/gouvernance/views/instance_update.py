"""Change a body, archive it, put it back in use."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.instance import close_instance, reopen_instance, update_instance
from convive.gouvernance.forms.instance import InstanceForm
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_choix_instance, get_instance_or_404

GESTES = {"archiver": close_instance, "remettre": reopen_instance}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def instance_update(request: HttpRequest, espace_uuid: UUID, instance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    instance = get_instance_or_404(membre, instance_uuid)
    geste = GESTES.get(request.POST.get("geste", ""))
    data = request.POST if request.method == "POST" and geste is None else None
    form = InstanceForm(data, instance=instance, **get_choix_instance(membre))
    try:
        if geste is not None:
            geste(by=membre.compte, instance=instance)
            messages.success(request, f"«\u00a0{instance}\u00a0»\u00a0: c’est fait.")
            return redirect("gouvernance:instance_detail", espace_uuid, instance_uuid)
        if form.is_valid():
            version = form.cleaned_data["version"]
            update_instance(by=membre.compte, instance=instance, saisie=form.get_saisie(), version=version)
            messages.success(request, "Instance enregistrée.")
            return redirect("gouvernance:instance_detail", espace_uuid, instance_uuid)
    except GouvernanceRefusee as refus:
        if form.is_bound:
            form.explain_refus(refus)
        else:
            messages.warning(request, str(refus))
    context = build_contexte_gouvernance(request, membre, form=form, instance=instance)
    return render(request, "gouvernance/instance_update.html", context)

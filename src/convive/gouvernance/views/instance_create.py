"""Create a body, from a usual kind (`?type=`) or from nothing."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.instance import create_instance
from convive.gouvernance.forms.instance import InstanceForm, build_initial_usuel
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import LIBELLES_TYPES, USAGES, GouvernanceRefusee
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_choix_instance


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def instance_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    wanted = request.GET.get("type", "")
    data = request.POST if request.method == "POST" else None
    choix = get_choix_instance(membre)
    theme = next((row for row in choix["thematiques"] if str(row.pk) == request.GET.get("thematique", "")), None)
    form = InstanceForm(data, initial=build_initial_usuel(wanted, theme), **choix)
    if form.is_valid():
        try:
            instance = create_instance(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
            messages.success(request, f"«\u00a0{instance}\u00a0» est créée\u00a0: dites maintenant qui y siège.")
            return redirect("gouvernance:membre_create", espace_uuid, instance.pk)
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_gouvernance(request, membre, form=form, type_voulu=wanted)
    context["types"] = [(cle.value, libelle, USAGES[cle].role) for cle, libelle in LIBELLES_TYPES.items()]
    context["is_choisi"] = bool(wanted) or form.is_bound
    return render(request, "gouvernance/instance_create.html", context)

"""A body: who sits in it, its séances, what waits for the next one, what is to be followed."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.permissions import can_create_lettre
from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.permissions import can_list_brouillons, can_list_instances
from convive.gouvernance.selectors.composition import get_composition
from convive.gouvernance.selectors.instance import list_decisions_ouvertes
from convive.gouvernance.selectors.seance import list_attente, list_seances
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_instance_or_404


@login_required
@require_safe
def instance_detail(request: HttpRequest, espace_uuid: UUID, instance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    instance, today = get_instance_or_404(membre, instance_uuid), timezone.localdate()
    a_venir, passees = list_seances(membre, instance, today)
    context = build_contexte_gouvernance(
        request,
        membre,
        instance=instance,
        thematiques=list(instance.thematiques.all()),
        composition=get_composition(membre, instance, today),
        a_venir=a_venir,
        passees=passees,
        attente=list_attente(instance) if can_list_brouillons(membre) else [],
        decisions=list_decisions_ouvertes(membre, instance),
    )
    context["peut_envoyer"] = can_create_lettre(membre) and not membre.espace.is_expire
    return render(request, "gouvernance/instance_detail.html", context)

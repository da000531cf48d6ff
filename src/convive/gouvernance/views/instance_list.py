"""The register of the bodies: who meets, how often, when next."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.selectors.instance import list_instances, list_sans_instance
from convive.gouvernance.views.acces import build_contexte_gouvernance


@login_required
@require_safe
def instance_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    archivees = "archivees" in request.GET
    lignes = list_instances(membre, timezone.localdate(), archivees=archivees)
    context = build_contexte_gouvernance(request, membre, lignes=lignes, is_archivees=archivees)
    context["sans_instance"] = list_sans_instance(membre) if can_update_instances(membre) and not archivees else []
    return render(request, "gouvernance/instance_list.html", context)

"""Prepare a séance of a body: its day may come later."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.modele_seance import create_seance_comme
from convive.gouvernance.actions.seance import create_seance
from convive.gouvernance.actions.suites import put_suites
from convive.gouvernance.forms.seance import SeanceForm, build_initial_comme
from convive.gouvernance.models import Instance, Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.ordres_du_jour import find_date_suivante, list_points_repris
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_instance_or_404, get_seance_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_create(request: HttpRequest, espace_uuid: UUID, instance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    instance = get_instance_or_404(membre, instance_uuid)
    modele = _get_modele(request, membre, instance)
    initial = build_initial_comme(modele, find_date_suivante(modele, timezone.localdate())) if modele else None
    form = SeanceForm(request.POST if request.method == "POST" else None, instance=instance, initial=initial)
    if form.is_valid():
        try:
            if modele is not None:
                seance = create_seance_comme(by=membre.compte, modele=modele, saisie=form.get_saisie())
            else:
                seance = create_seance(by=membre.compte, instance=instance, saisie=form.get_saisie())
            put_suites(by=membre.compte, seance=seance)
            messages.success(request, "La séance est créée\u00a0: voici ce que son ordre du jour pourrait être.")
            return redirect("gouvernance:seance_detail", espace_uuid, seance.pk)
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_gouvernance(request, membre, form=form, instance=instance, modele=modele)
    context["repris"] = list_points_repris(modele) if modele else []
    return render(request, "gouvernance/seance_create.html", context)


def _get_modele(request: HttpRequest, membre: Membre, instance: Instance) -> Seance | None:
    """The séance of this body that the new one is like, when the address names one."""
    uuid = parse_uuid(request.GET.get("comme", ""))
    if uuid is None:
        return None
    modele = get_seance_or_404(membre, uuid)
    if modele.instance_id != instance.pk:
        raise Http404("Cette séance est celle d’une autre instance.")
    return modele

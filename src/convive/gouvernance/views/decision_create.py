"""Note a decision: at a séance, of a body, or between two."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.decision import create_decision
from convive.gouvernance.forms.decision import DecisionForm, parse_cadre
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.choix import render_choix
from convive.gouvernance.views.sous_pages import build_contexte_sous_page
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def decision_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    data = request.POST if request.method == "POST" else None
    initial = {"date": timezone.localdate(), "cadre": parse_cadre(request.GET.get("cadre", ""))}
    form = DecisionForm(data, membre=membre, cibles=_read_cibles(request), initial=initial)
    if data is not None and "chercher" in data:
        return render_choix(request, form) or _render(request, membre, form)
    if form.is_valid():
        try:
            decision = create_decision(
                by=membre.compte,
                espace=membre.espace,
                saisie=form.get_saisie(),
                instance=form.get_instance(),
                seance=form.get_seance(),
            )
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
        else:
            cle = build_cle_brouillon(membre.compte, "decision", espace_uuid)
            messages.success(request, f"Décision {decision.code} notée.", extra_tags=cle)
            return redirect("gouvernance:decision_detail", espace_uuid, decision.pk)
    return _render(request, membre, form)


def _read_cibles(request: HttpRequest) -> list[Reference]:
    """What the page that led here is about: « ?porte_sur=fiche_action:… »."""
    sorte, _, identifiant = request.GET.get("porte_sur", "").partition(":")
    uuid = parse_uuid(identifiant)
    return [Reference(sorte, uuid)] if uuid and request.method != "POST" else []


def _render(request: HttpRequest, membre: Membre, form: DecisionForm) -> HttpResponse:
    brouillon = build_cle_brouillon(membre.compte, "decision", membre.espace_id)
    context = build_contexte_sous_page(
        request, membre, "decision_list", form=form, brouillon=brouillon, adresse={"url": request.path}
    )
    return render(request, "gouvernance/decision_create.html", context)

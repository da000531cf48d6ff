"""A constat: what it rests on, who agrees, what is still missing; and its gestures."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.constat import detach_preuve, reopen_constat, submit_constat
from convive.diagnostic.models import Constat
from convive.diagnostic.permissions import can_create_avis, can_list_constats, can_update_constats
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.constat import build_carte, get_noms_perimetre, list_pieces_visibles
from convive.diagnostic.selectors.enjeu import list_enjeux_constat
from convive.diagnostic.views.fiche_acces import PAGE_CONSTATS, build_contexte_constats, get_constat_or_404
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.uuids import parse_uuid

GESTES: dict[str, tuple[Callable[..., None], str]] = {
    "partager": (submit_constat, "Le constat est partagé : les partenaires peuvent se prononcer."),
    "reprendre": (reopen_constat, "Le constat est redevenu un brouillon de l’équipe."),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def constat_detail(request: HttpRequest, espace_uuid: UUID, constat_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_constats)
    constat = get_constat_or_404(membre, constat_uuid)
    if request.method == "POST":
        _submit(request, membre, constat)
        return redirect("diagnostic:constat_detail", espace_uuid, constat_uuid)
    carte = build_carte(constat, get_noms_perimetre(membre) if constat.communes else {})
    context = build_contexte_constats(request, membre, PAGE_CONSTATS, constat=constat, carte=carte)
    context["pieces_visibles"] = list_pieces_visibles(membre, carte.documents)
    context["enjeux"] = list_enjeux_constat(membre, constat)
    context["peut_repondre"] = constat.is_partage and can_create_avis(membre) and not membre.espace.is_expire
    return render(request, "diagnostic/constat_detail.html", context)


def _submit(request: HttpRequest, membre: Membre, constat: Constat) -> None:
    if not can_update_constats(membre):
        raise PermissionDenied("Vous pouvez lire ce constat, et non l’écrire.")
    geste, preuve = request.POST.get("geste", ""), parse_uuid(request.POST.get("preuve", ""))
    try:
        if geste in GESTES:
            action, phrase = GESTES[geste]
            action(by=membre.compte, constat=constat)
            messages.success(request, phrase)
        elif geste == "retirer" and preuve:
            detach_preuve(by=membre.compte, constat=constat, preuve=preuve)
            messages.success(request, "La preuve est retirée de ce constat.")
    except DiagnosticRefuse as refus:
        messages.error(request, str(refus))

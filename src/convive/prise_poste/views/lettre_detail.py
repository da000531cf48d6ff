"""A lettre de mission, its objectives and where each one stands."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.lettre import delete_lettre
from convive.prise_poste.permissions import can_list_lettres
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.lettre import MAX_OBJECTIFS
from convive.prise_poste.views.acces_lettre import build_contexte_lettre, get_lettre_or_404

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lettre_detail(request: HttpRequest, espace_uuid: UUID, lettre_uuid: UUID) -> HttpResponse:
    """Its only gesture is to delete it, while it is not signed."""
    membre = get_membre_or_404(request, espace_uuid, can_list_lettres)
    lue = get_lettre_or_404(membre, lettre_uuid)
    if request.method == "POST":
        try:
            delete_lettre(by=membre.compte, lettre=lue.lettre)
            messages.success(request, "La lettre est supprimée.")
            return redirect("prise_poste:lettre_list", espace_uuid)
        except PosteRefuse as refus:
            messages.warning(request, str(refus))
    context = build_contexte_lettre(request, membre, lue, formats=FORMATS)
    context["place_objectif"] = len(lue.objectifs) < MAX_OBJECTIFS
    return render(request, "prise_poste/lettre_detail.html", context)

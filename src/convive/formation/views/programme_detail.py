"""A programme: its sheet, its half-days, what it lacks; publish it, archive it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.comptes.models import Compte
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.programme import close_programme, create_publication, delete_programme, reopen_programme
from convive.formation.models import Programme
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.views.acces_programme import build_contexte_programme, get_programme_or_404

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def programme_detail(request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID) -> HttpResponse:
    membre, lu = get_programme_or_404(request, espace_uuid, programme_uuid)
    if request.method == "POST":
        if not can_organiser(membre):
            raise PermissionDenied
        geste = request.POST.get("geste", "")
        try:
            messages.success(request, _do(membre.compte, lu.programme, geste))
            if geste == "supprimer":
                return redirect("formation:programme_list", espace_uuid)
        except FormationRefusee as refus:
            messages.warning(request, str(refus))
        return redirect("formation:programme_detail", espace_uuid, programme_uuid)
    context = build_contexte_programme(request, membre, lu, "programme_detail", formats=FORMATS)
    return render(request, "formation/programme_detail.html", context)


def _do(by: Compte, programme: Programme, geste: str) -> str:
    """Raise FormationRefusee."""
    if geste == "publier":
        publication = create_publication(by=by, programme=programme, today=timezone.localdate())
        return f"Version {publication.numero} publiée\u00a0: la fiche se lit sans compte."
    if geste == "archiver":
        close_programme(by=by, programme=programme)
        return "Programme archivé\u00a0: sa fiche publique est fermée, ses versions restent."
    if geste == "rouvrir":
        reopen_programme(by=by, programme=programme)
        return "Programme rouvert, en brouillon."
    if geste == "supprimer":
        delete_programme(by=by, programme=programme)
        return "Programme supprimé."
    raise FormationRefusee("Ce bouton n’existe plus\u00a0: relisez la page.")

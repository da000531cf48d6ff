"""What was decided since someone sits, and what became of it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.selectors.mandat import get_suivi_mandat
from convive.gouvernance.views.sous_pages import build_contexte_sous_page

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_safe
def mandat_detail(request: HttpRequest, espace_uuid: UUID, personne_uuid: UUID | None = None) -> HttpResponse:
    """One’s own; with an identifier, that of someone of the directory, for the team."""
    is_permis = can_list_instances if personne_uuid is None else can_update_instances
    membre = get_membre_or_404(request, espace_uuid, is_permis)
    suivi = get_suivi_mandat(membre, personne_uuid)
    if suivi is None:
        raise Http404("Cette personne n’est pas dans l’annuaire.")
    context = build_contexte_sous_page(request, membre, "decision_list", suivi=suivi, formats=FORMATS)
    context |= {"is_soi": personne_uuid is None, "choix": personne_uuid or ""}
    return render(request, "gouvernance/mandat_detail.html", context)

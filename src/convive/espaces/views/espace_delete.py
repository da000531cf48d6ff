"""Delete an espace: its consequences first, then its name, typed."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.suppression import delete_espace
from convive.espaces.forms.suppression import SuppressionForm
from convive.espaces.permissions import can_delete_espace
from convive.espaces.selectors.membre import list_membres
from convive.espaces.selectors.suppression import get_date_effacement
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.espaces.views.espace_copie import PAGE
from convive.socle.formats import date_longue


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_delete(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    # An espace that has expired is put away too.
    membre = get_membre_or_404(request, espace_uuid, can_delete_espace, is_lecture=True)
    form = SuppressionForm(request.POST if request.method == "POST" else None, espace=membre.espace)
    if form.is_valid():
        delete_espace(by=membre.compte, espace=membre.espace)
        jour = date_longue(get_date_effacement(membre.espace))
        messages.success(request, f"L’espace « {membre.espace.nom} » est supprimé. Il se restaure jusqu’au {jour}.")
        return redirect("espaces:espace_list")
    autres = [autre for autre in list_membres(membre.espace) if autre.pk != membre.pk]
    jours = settings.ESPACE_JOURS_SUPPRESSION
    context = build_contexte(request, membre, PAGE, form=form, autres=autres, jours=jours)
    return render(request, "espaces/espace_delete.html", context)

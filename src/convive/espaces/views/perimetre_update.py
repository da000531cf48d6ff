"""The communes of an espace from a day on, and those that it had before."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.espace import update_perimetre_espace
from convive.espaces.forms.espace import PerimetreForm
from convive.espaces.permissions import can_update_perimetre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.espace import get_dernier_perimetre, list_perimetres
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.territoires.rules import PerimetreRefuse

PAGE = "espaces:perimetre_update"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def perimetre_update(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_perimetre)
    form = PerimetreForm(
        request.POST if request.method == "POST" else None, depart=get_dernier_perimetre(membre.espace)
    )
    if form.is_valid():
        codes, date_debut = form.cleaned_data["codes"], form.cleaned_data["date_debut"]
        try:
            update_perimetre_espace(by=membre.compte, espace=membre.espace, codes=codes, date_debut=date_debut)
            return redirect(PAGE, espace_uuid)
        except (EspaceRefuse, PerimetreRefuse) as error:
            form.add_error(None, list(error.messages))
    context = build_contexte(request, membre, PAGE, form=form, perimetres=list_perimetres(membre.espace))
    return render(request, "espaces/perimetre_update.html", context)

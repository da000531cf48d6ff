"""Watch an indicator of the catalogue: the number past which the espace wants to be told."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.indicateur import update_seuil
from convive.diagnostic.forms.seuil import SeuilForm
from convive.diagnostic.permissions import can_update_indicateurs
from convive.diagnostic.selectors.seuils import get_seuil
from convive.diagnostic.views.indicateur_detail import get_fiche_or_404
from convive.diagnostic.views.lieu import PAGE
from convive.diagnostic.views.propre_acces import build_contexte_propres
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seuil_update(request: HttpRequest, espace_uuid: UUID, indicateur: str) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_indicateurs)
    fiche = get_fiche_or_404(indicateur)
    seuil = get_seuil(membre.espace, indicateur)
    form = SeuilForm(request.POST if request.method == "POST" else None, fiche=fiche, seuil=seuil)
    if form.is_valid():
        update_seuil(by=membre.compte, espace=membre.espace, indicateur=indicateur, **form.cleaned_data)
        watched = form.cleaned_data["seuil"] is not None
        messages.success(request, "Le chiffre est surveillé." if watched else "Le chiffre n’est plus surveillé.")
        return redirect("diagnostic:indicateur_detail", espace_uuid=espace_uuid, indicateur=indicateur)
    context = build_contexte_propres(request, membre, PAGE, form=form, fiche=fiche)
    return render(request, "diagnostic/seuil_update.html", context)

"""Change what an own indicator says and watches."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.indicateur import update_indicateur
from convive.diagnostic.forms.indicateur import IndicateurForm
from convive.diagnostic.permissions import can_update_indicateurs
from convive.diagnostic.rules.propres import IndicateurRefuse
from convive.diagnostic.views.propre_acces import build_contexte_propres, get_propre_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def indicateur_espace_update(request: HttpRequest, espace_uuid: UUID, indicateur_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_indicateurs)
    indicateur = get_propre_or_404(membre, indicateur_uuid).indicateur
    form = IndicateurForm(request.POST if request.method == "POST" else None, membre=membre, indicateur=indicateur)
    if form.is_valid():
        try:
            update_indicateur(by=membre.compte, indicateur=indicateur, saisie=form.get_saisie())
        except IndicateurRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Indicateur enregistré.")
            return redirect("diagnostic:indicateur_espace_detail", espace_uuid, indicateur_uuid)
    context = build_contexte_propres(request, membre, form=form, indicateur=indicateur)
    return render(request, "diagnostic/indicateur_espace_update.html", context)

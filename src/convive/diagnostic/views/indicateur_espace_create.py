"""Begin to count something."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.indicateur import create_indicateur
from convive.diagnostic.forms.indicateur import IndicateurForm
from convive.diagnostic.permissions import can_update_indicateurs
from convive.diagnostic.views.propre_acces import build_contexte_propres
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def indicateur_espace_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_indicateurs)
    form = IndicateurForm(request.POST if request.method == "POST" else None, membre=membre)
    if form.is_valid():
        indicateur = create_indicateur(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        messages.success(request, "Indicateur créé. Écrivez maintenant ses valeurs, année par année.")
        return redirect("diagnostic:indicateur_espace_detail", espace_uuid, indicateur.pk)
    context = build_contexte_propres(request, membre, form=form)
    return render(request, "diagnostic/indicateur_espace_create.html", context)

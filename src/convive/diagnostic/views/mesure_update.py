"""Change the value of a year, or take it away; the journal keeps what it was."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.indicateur import delete_mesure, record_mesure
from convive.diagnostic.forms.indicateur import MesureForm
from convive.diagnostic.permissions import can_update_indicateurs
from convive.diagnostic.rules.propres import IndicateurRefuse
from convive.diagnostic.views.propre_acces import build_contexte_propres, get_propre_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def mesure_update(request: HttpRequest, espace_uuid: UUID, indicateur_uuid: UUID, annee: int) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_indicateurs)
    ligne = get_propre_or_404(membre, indicateur_uuid)
    mesure = next((m for m in ligne.mesures if m.annee == annee), None)
    if mesure is None:
        raise Http404(f"Cet indicateur n’a pas de valeur en {annee}.")
    detail = redirect("diagnostic:indicateur_espace_detail", espace_uuid, indicateur_uuid)
    if request.POST.get("geste") == "supprimer":
        delete_mesure(by=membre.compte, indicateur=ligne.indicateur, annee=annee)
        messages.success(request, f"Valeur de {annee} retirée ; le journal la garde.")
        return detail
    form = MesureForm(request.POST if request.method == "POST" else None, mesure=mesure)
    form.fields["annee"].disabled = True
    if form.is_valid():
        try:
            record_mesure(by=membre.compte, indicateur=ligne.indicateur, saisie=form.get_saisie())
        except IndicateurRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, f"Valeur de {annee} enregistrée.")
            return detail
    context = build_contexte_propres(request, membre, form=form, indicateur=ligne.indicateur, mesure=mesure)
    return render(request, "diagnostic/mesure_update.html", context)

"""What a trainee says when something was wrong, and what is answered to her."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.views.public import without_trace
from convive.formation.actions.registres import submit_reclamation
from convive.formation.forms.registres import ReclamationStagiaireForm
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.references import get_delais_reclamation
from convive.formation.selectors.registres import list_reclamations_de
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404


# The key in the address is the only authority, as on every page of a trainee.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def stagiaire_reclamation(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    form = ReclamationStagiaireForm(request.POST if request.method == "POST" else None)
    recue = None
    if form.is_valid():
        try:
            today = timezone.localdate()
            recue = submit_reclamation(inscription=inscription, today=today, **form.get_valeurs())
            form = ReclamationStagiaireForm()
        except FormationRefusee as refus:
            form.add_error(None, str(refus))
    context = build_contexte_stagiaire(cle, inscription, "stagiaire_reclamation", form=form, recue=recue)
    context["reclamations"] = list_reclamations_de(inscription)
    if recue is not None:
        context["jours"] = get_delais_reclamation(inscription.espace)(recue.recue_le).reponse
    return render(request, "formation/stagiaire_reclamation.html", context)

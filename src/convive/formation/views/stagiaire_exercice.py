"""The practice territory of a trainee, from her personal pages: enter, or ask for the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.views.public import without_trace
from convive.formation.actions.exercice import invite_stagiaire
from convive.formation.models import Inscription, TerritoireExercice
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.exercice import get_effacement, get_exercice_de, is_invitation_recente
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.formation.views.exercice_detail import get_build_url


# The key in the address is the only authority, as on every page of a trainee.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def stagiaire_exercice(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    exercice = get_exercice_de(inscription)
    avis = ""
    if request.method == "POST":
        if exercice is None:
            raise Http404("Votre territoire d’exercice n’est pas prêt, ou n’existe plus.")
        try:
            avis = _ask(request, exercice, inscription)
        except FormationRefusee as refus:
            avis = str(refus)
    context = build_contexte_stagiaire(cle, inscription, "stagiaire_exercice", exercice=exercice, avis=avis)
    if exercice is not None:
        context["effacement"] = get_effacement(exercice)
    return render(request, "formation/stagiaire_exercice.html", context)


def _ask(request: HttpRequest, exercice: TerritoireExercice, inscription: Inscription) -> str:
    """What was done, in a sentence. The address is hers: whoever has her key sends her one message in ten minutes."""
    if is_invitation_recente(exercice, inscription):
        return "Le message est déjà parti\u00a0: regardez aussi dans les indésirables."
    build_url = get_build_url(request)
    if invite_stagiaire(by=None, exercice=exercice, inscription=inscription, build_url=build_url):
        return f"Le message part à {inscription.email}."
    return "Vous y entrez avec votre compte."

"""An employer, a trainer, whoever funds: what they think of a session, from the address that was sent to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.public import without_trace
from convive.formation.actions.enquete import update_enquete
from convive.formation.cles.enquete import get_enquete
from convive.formation.forms.enquete import EnqueteForm
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.enquetes import name_destinataire
from convive.formation.selectors.questionnaires import get_questionnaires

TEMPLATE = "formation/avis_update.html"


# The key in the address is the only authority and no cookie is read; « no-referrer » makes a browser send
# « Origin: null », which the check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def avis_update(request: HttpRequest, cle: str) -> HttpResponse:
    row = get_enquete(cle)
    questionnaire = get_questionnaires().get(row.cle) if row else None
    if row is None or questionnaire is None:
        return render(request, TEMPLATE, {"row": None, "is_fictif": False}, status=404)
    is_envoi = request.method == "POST" and not row.is_termine
    form = EnqueteForm(request.POST if is_envoi else None, questionnaire=questionnaire, reponses=row.reponses)
    nom = name_destinataire(row)
    if form.is_valid():
        is_fin = request.POST.get("geste") == "terminer"
        try:
            update_enquete(questionnaire=row, nom=nom, reponses=form.get_reponses(), is_fin=is_fin)
            return redirect(f"{request.path}?garde=1")
        except FormationRefusee as refus:
            form.explain_refus(refus)
    context = {
        "row": row,
        "nom": nom,
        "session": row.session,
        "questionnaire": questionnaire,
        "form": form,
        "is_garde": "garde" in request.GET,
        "is_fictif": is_espace_fictif(row.session.espace),
    }
    return render(request, TEMPLATE, context)

"""A trainee answers the end test, or says what she thinks: once, as she goes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.views.public import without_trace
from convive.formation.actions.enquete import update_enquete_stagiaire
from convive.formation.forms.enquete import EnqueteForm
from convive.formation.models import QuestionnaireSession
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import REGLES, Enquete, is_ouverte
from convive.formation.rules.questionnaires import Questionnaire, correct_test
from convive.formation.selectors.enquetes import get_delais_enquetes, get_questionnaire_stagiaire
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404

ENQUETES = {e.value: e for e in (Enquete.BESOIN, Enquete.TEST_FIN, Enquete.A_CHAUD, Enquete.A_FROID_STAGIAIRE)}


# The key in the address is the only authority and no cookie is read; « no-referrer » makes a browser send
# « Origin: null », which the check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def stagiaire_questionnaire(request: HttpRequest, cle: str, enquete: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    choisie = ENQUETES.get(enquete)
    if choisie is None:
        raise Http404("Ce questionnaire n’existe pas.")
    session, today = inscription.session, timezone.localdate()
    delais = get_delais_enquetes(session, today)
    row = get_questionnaire_stagiaire(inscription, choisie)
    ouverte = is_ouverte(choisie, session.date_debut, session.date_fin, delais, today)
    questionnaire = get_questionnaires()[enquete]
    is_envoi = request.method == "POST" and ouverte and not (row and row.is_termine)
    dites = row.reponses if row else {}
    form = EnqueteForm(request.POST if is_envoi else None, questionnaire=questionnaire, reponses=dites)
    if form.is_valid():
        is_fin = request.POST.get("geste") == "terminer"
        try:
            update_enquete_stagiaire(
                inscription=inscription, enquete=choisie, reponses=form.get_reponses(), is_fin=is_fin
            )
            return redirect(f"{request.path}?{'fait' if is_fin else 'garde'}=1")
        except FormationRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_stagiaire(cle, inscription, "stagiaire_detail", form=form, ouverte=ouverte)
    context |= {
        "regle": REGLES[choisie],
        "is_test": choisie is Enquete.TEST_FIN,
        "is_besoin": choisie is Enquete.BESOIN,
    }
    context |= {"is_garde": "garde" in request.GET}
    context |= _build_fin(questionnaire, row)
    return render(request, "formation/stagiaire_questionnaire.html", context)


def _build_fin(questionnaire: Questionnaire, row: QuestionnaireSession | None) -> dict[str, object]:
    """What she reads once she has finished: for a test, its correction."""
    is_termine = row is not None and row.is_termine
    resultat = correct_test(questionnaire, row.reponses) if row and is_termine and questionnaire.seuil else None
    return {"questionnaire": questionnaire, "is_termine": is_termine, "resultat": resultat}

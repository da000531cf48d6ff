"""What a stagiaire answers: the grid of competences before and after, the final test, and her opinion."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone

from convive.formation.actions.enquete import update_enquete_stagiaire
from convive.formation.forms.enquete import EnqueteForm, PositionnementForm
from convive.formation.models import QuestionnaireSession
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import MOMENTS, REGLES, Enquete, is_ouverte
from convive.formation.rules.questionnaires import Questionnaire
from convive.formation.selectors.enquetes import (
    get_delais_enquetes,
    get_questionnaire_stagiaire,
    list_questionnaires_stagiaire,
    read_niveaux,
)
from convive.formation.selectors.positionnements import read_positionnements
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.formation.selectors.test_fin import correct, get_test, list_corriges
from convive.formation.views.page_stagiaire import PagesStagiaire, PageStagiaire, RenduStagiaire
from convive.prise_poste.rules.competences import count_reponses
from convive.prise_poste.selectors.contenus import get_grille
from convive.socle.formulaires import explain_refus
from convive.socle.requetes import is_fragment

ENQUETES = {e.value: e for e in (Enquete.BESOIN, Enquete.TEST_FIN, Enquete.A_CHAUD, Enquete.A_FROID_STAGIAIRE)}

pages = PagesStagiaire()


def _is_ouverte(page: PageStagiaire, enquete: Enquete) -> bool:
    session, today = page.inscription.session, timezone.localdate()
    return is_ouverte(enquete, session.date_debut, session.date_fin, get_delais_enquetes(session, today), today)


@pages.ecriture("grille/<slug:moment>/")
def stagiaire_positionnement(page: PageStagiaire, moment: str) -> RenduStagiaire:
    """The grid, one block at a time; only she can see it."""
    enquete = MOMENTS.get(moment)
    if enquete is None:
        raise Http404("Cette grille n’existe pas.")
    ouverte, siens = _is_ouverte(page, enquete), list_questionnaires_stagiaire(page.inscription)
    row, grille = siens.get(enquete), get_grille()
    is_termine = bool(row and row.is_termine)
    form = PositionnementForm(page.data if ouverte and not is_termine else None, niveaux=row.reponses if row else {})
    if form.is_valid() and (suite := _keep(page, enquete, form)) is not None:
        return suite
    if page.is_envoi and is_fragment(page.request):
        # A single line saved by the script: return a message that it can show.
        return HttpResponse(_say_refus(form), status=422, content_type="text/plain; charset=utf-8")
    return {
        "form": form,
        "ouverte": ouverte,
        "moment": moment,
        "grille": grille,
        "blocs": form.list_blocs(page.request.GET.get("bloc", "")),
        "is_termine": is_termine,
        "is_garde": "garde" in page.request.GET,
        "reponses": count_reponses(read_niveaux(row.reponses), grille) if row else 0,
        "total": len(grille.items),
        "comparaison": read_positionnements(siens),
    }


def _keep(page: PageStagiaire, enquete: Enquete, form: PositionnementForm) -> HttpResponse | None:
    """Add the answers to the saved ones, since each line is sent alone, and another device may have answered some. None
    if refused."""
    geste = page.geste
    is_fin = geste == "terminer"
    try:
        update_enquete_stagiaire(
            inscription=page.inscription, enquete=enquete, reponses=form.get_niveaux(), is_fin=is_fin, is_ajout=True
        )
    except FormationRefusee as refus:
        explain_refus(form, refus)
        return None
    if is_fragment(page.request):
        return HttpResponse(status=204, headers={"X-Grille": "1"})
    bloc = geste.removeprefix("bloc:") if geste.startswith("bloc:") else ""
    return page.redirect("?" + urlencode({"bloc": bloc, "garde": 1} if bloc else {"fait" if is_fin else "garde": 1}))


def _say_refus(form: PositionnementForm) -> str:
    """The errors as a message; without any, the grid is no longer open."""
    messages = [str(message) for erreurs in form.errors.values() for message in erreurs]
    return " ".join(messages) or "Cette grille n’est plus ouverte\u00a0: rechargez la page."


@pages.ecriture("questionnaires/<slug:enquete>/")
def stagiaire_questionnaire(page: PageStagiaire, enquete: str) -> RenduStagiaire:
    """A questionnaire, saved as a draft and submitted once."""
    choisie = ENQUETES.get(enquete)
    if choisie is None:
        raise Http404("Ce questionnaire n’existe pas.")
    row, ouverte = get_questionnaire_stagiaire(page.inscription, choisie), _is_ouverte(page, choisie)
    questionnaire, dites = _get_questionnaire(page, choisie, row), row.reponses if row else {}
    is_a_dire = ouverte and not (row and row.is_termine)
    form = EnqueteForm(page.data if is_a_dire else None, questionnaire=questionnaire, reponses=dites)
    if form.is_valid():
        is_fin = page.geste == "terminer"
        try:
            update_enquete_stagiaire(
                inscription=page.inscription, enquete=choisie, reponses=form.get_reponses(), is_fin=is_fin
            )
            return page.redirect(f"?{'fait' if is_fin else 'garde'}=1")
        except FormationRefusee as refus:
            explain_refus(form, refus)
    return {
        "form": form,
        "ouverte": ouverte,
        "regle": REGLES[choisie],
        "is_test": choisie is Enquete.TEST_FIN,
        "is_besoin": choisie is Enquete.BESOIN,
        "is_garde": "garde" in page.request.GET,
        **_build_fin(questionnaire, row),
    }


def _get_questionnaire(page: PageStagiaire, enquete: Enquete, row: QuestionnaireSession | None) -> Questionnaire:
    return get_test(row, page.inscription) if enquete is Enquete.TEST_FIN else get_questionnaires()[enquete]


def _build_fin(questionnaire: Questionnaire, row: QuestionnaireSession | None) -> dict[str, Any]:
    """What is shown once she has finished; for a test, the correction."""
    is_termine = row is not None and row.is_termine
    resultat = correct(row) if row and is_termine and questionnaire.seuil else None
    return {
        "questionnaire": questionnaire,
        "is_termine": is_termine,
        "resultat": resultat,
        "corriges": list_corriges(resultat) if resultat else [],
    }

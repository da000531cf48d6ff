"""The questionnaires of a session: who was asked, who answered, the results; and the page where an employeur, an
intervenant or a financeur answers, from a private link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.page import Formulaire, Page
from convive.espaces.views.public import without_account
from convive.formation.actions.enquete import update_enquete
from convive.formation.actions.envoi_enquete import create_enquetes, send_enquetes_session, submit_rappels
from convive.formation.cles.enquete import get_enquete
from convive.formation.forms.enquete import EnqueteForm
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import REGLES, Enquete
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.enquetes import build_bilan_test, list_enquetes, list_progres, name_destinataire
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.rubrique import QUESTIONNAIRES, attach_session, build_pages
from convive.socle.formats import nombre_accorde
from convive.socle.formulaires import explain_refus

TEMPLATE_AVIS = "formation/avis_update.html"

pages = attach_session(build_pages(), "questionnaires/", QUESTIONNAIRES)


@pages.ecriture("", droit=can_animer, ecrit=can_organiser)
def session_questionnaires(page: Page, session: SessionFormation) -> Formulaire:
    """The questionnaires, with actions to send reminders and what is due."""

    def read() -> dict[str, Any]:
        lue = read_session(session, page.today)
        enquetes = list_enquetes(session, lue.inscriptions, len(lue.intervenants), page.today)
        apparies, progres = list_progres(enquetes)
        return {
            "enquetes": enquetes,
            "inscrites": lue.inscrites,
            "apparies": apparies,
            "progres": progres,
            "test": build_bilan_test(enquetes),
            "seuil": SEUIL_PERSONNES,
            "url_test": page.get_url("formation:session_test", session.pk),
        }

    return Formulaire(None, lambda: _send(page, session), fait=str, suite=page.request.path, contexte=read)


def _send(page: Page, session: SessionFormation) -> str:
    """Perform the action and return a message. Raise FormationRefusee."""
    now = timezone.now()
    if page.geste == "envoyer":
        create_enquetes(session=session, now=now, by=page.compte)
        sent, left = send_enquetes_session(session, now)
        suite = f", {nombre_accorde(left, 'attend', 'attendent')} encore" if left else ""
        return f"{nombre_accorde(sent, 'message envoyé', 'messages envoyés')}{suite}."
    enquete = page.request.POST.get("rappeler", "")
    if enquete not in REGLES:
        raise FormationRefusee("Ce questionnaire n’existe pas.")
    sent = submit_rappels(by=page.compte, session=session, enquete=Enquete(enquete), now=now)
    return f"{nombre_accorde(sent, 'rappel part', 'rappels partent')}."


@without_account
def avis_update(request: HttpRequest, cle: str) -> HttpResponse:
    row = get_enquete(cle)
    questionnaire = get_questionnaires().get(row.cle) if row else None
    if row is None or questionnaire is None:
        return render(request, TEMPLATE_AVIS, {"row": None, "is_fictif": False}, status=404)
    is_envoi = request.method == "POST" and not row.is_termine
    form = EnqueteForm(request.POST if is_envoi else None, questionnaire=questionnaire, reponses=row.reponses)
    nom = name_destinataire(row)
    if form.is_valid():
        is_fin = request.POST.get("geste") == "terminer"
        try:
            update_enquete(questionnaire=row, nom=nom, reponses=form.get_reponses(), is_fin=is_fin)
            return redirect(f"{request.path}?garde=1")
        except FormationRefusee as refus:
            explain_refus(form, refus)
    context = {
        "row": row,
        "nom": nom,
        "session": row.session,
        "questionnaire": questionnaire,
        "form": form,
        "is_garde": "garde" in request.GET,
        "is_fictif": is_espace_fictif(row.session.espace),
    }
    return render(request, TEMPLATE_AVIS, context)


pages.urls.append(path("formation/avis/<str:cle>/", avis_update, name="avis_update"))

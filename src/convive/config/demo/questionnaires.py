"""What the people of the finished session answered: before, at its end, and some months after. All invented."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from convive.formation.models import Inscription, QuestionnaireSession, SessionFormation
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.questionnaires import Question
from convive.formation.selectors.contenus import get_grille
from convive.formation.selectors.questionnaires import get_questionnaires

JOURS = {
    Enquete.POSITIONNEMENT_ENTREE: -6,
    Enquete.POSITIONNEMENT_SORTIE: 1,
    Enquete.TEST_FIN: 1,
    Enquete.A_CHAUD: 3,
    Enquete.A_FROID_STAGIAIRE: 128,
    Enquete.A_FROID_EMPLOYEUR: 131,
    Enquete.AVIS_INTERVENANT: 4,
}
"""Days from the first day."""
MOTS = {
    "garder": ("Le cas d’étude, jusqu’à la décision à défendre.", "", "La note d’une page.", "Le jeu du COPIL."),
    "changer": ("", "Un peu plus de temps sur le relevé.", "", "Finir à 16 h 30, pour celles qui ont un train."),
    "change": ("J’envoie le relevé dans la semaine.", "", "Je minute les ordres du jour.", ""),
    "frein": ("", "Un mi-temps, et deux COPIL le même mois.", "", ""),
    "exemple": ("Un ordre du jour enfin tenu.", "", "Une note relue par le bureau sans retouche.", ""),
    "attentes": ("", "Une demi-journée sur l’évaluation.", "", ""),
}
"""What people write, by the key of the question; nothing for a question that is not here."""


def create_questionnaires_demo(session: SessionFormation, inscriptions: list[Inscription]) -> None:
    rows = []
    for enquete, jours in JOURS.items():
        debut = session.date_debut or timezone.localdate()
        termine_le = timezone.make_aware(datetime.combine(debut + timedelta(days=jours), time(17, 30)))
        for rang, personne in enumerate(_list_personnes(session, inscriptions, enquete)):
            reponses = _answer_grille(enquete, rang) or _answer(enquete, rang)
            rows.append(
                QuestionnaireSession(
                    session=session, cle=enquete.value, reponses=reponses, termine_le=termine_le, **personne
                )
            )
    QuestionnaireSession.objects.bulk_create(rows)


def _list_personnes(
    session: SessionFormation, inscriptions: list[Inscription], enquete: Enquete
) -> Iterator[dict[str, Any]]:
    if enquete is Enquete.AVIS_INTERVENANT:
        yield from ({"intervenant": row} for row in session.intervenants.all())
        return
    for row in inscriptions:
        employeur = {"nom": row.employeur, "email": row.employeur_email} if enquete is Enquete.A_FROID_EMPLOYEUR else {}
        yield {"inscription": row, **employeur}


def _answer_grille(enquete: Enquete, rang: int) -> dict[str, Any]:
    """Empty for another questionnaire than the grid. One climbs by a level, or stays."""
    depart = {Enquete.POSITIONNEMENT_ENTREE: 0, Enquete.POSITIONNEMENT_SORTIE: 1}.get(enquete)
    if depart is None:
        return {}
    return {
        item.cle: min(4, (rang + place) % 3 + (depart if (rang + place) % 4 else 0))
        for place, item in enumerate(get_grille().items)
    }


def _answer(enquete: Enquete, rang: int) -> dict[str, Any]:
    found = {}
    for place, question in enumerate(get_questionnaires()[enquete].questions):
        reponse = _answer_question(question, rang, place)
        if reponse not in ("", []):
            found[question.cle] = reponse
    return found


def _answer_question(question: Question, rang: int, place: int) -> Any:
    match question.type:
        case "echelle":
            return 4 if (rang + place) % 3 else 3
        case "oui_non":
            return "oui"
        case "texte":
            mots = MOTS.get(question.cle, ("",))
            return mots[rang % len(mots)]
        case "choix_multiple":
            return [choix.cle for choix in question.choix[rang % 3 :: 2]]
    # A test: nearly all of it is right.
    faux = question.choix[0].cle if question.choix else ""
    return question.juste if (rang + place) % 9 else faux

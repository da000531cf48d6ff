"""The answers of the people of the finished session before it, at its end and some months later, all invented."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from convive.formation.models import Inscription, QuestionnaireSession, SessionFormation
from convive.formation.rules.enquetes import REGLES, Enquete, get_ouverture
from convive.formation.rules.questionnaires import Question
from convive.formation.selectors.enquetes import get_delais_enquetes
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.formation.selectors.test_fin import build_tirage, get_test
from convive.gouvernance.rules.convocations import EtatEnvoi
from convive.prise_poste.selectors.contenus import get_grille

JOURS = {
    Enquete.BESOIN: -6,
    Enquete.POSITIONNEMENT_ENTREE: -5,
    Enquete.POSITIONNEMENT_SORTIE: 1,
    Enquete.TEST_FIN: 1,
    Enquete.A_CHAUD: 3,
    Enquete.A_FROID_STAGIAIRE: 138,
    Enquete.A_FROID_EMPLOYEUR: 139,
    Enquete.AVIS_INTERVENANT: 4,
}
"""When each questionnaire was answered, in days after the first one."""
RAPPELS = frozenset({Enquete.POSITIONNEMENT_ENTREE, Enquete.A_FROID_STAGIAIRE})
RAPPELEE = 5
"""The rank, in the list, of the person who answered after a reminder."""
MITIGE = 6
"""One opinion in eleven (this remainder) is lukewarm, since nobody is pleased with everything."""
MOTS = {
    "situation": ("En poste depuis mars, seule sur la CTG.", "Deux ans de poste, une CTG à renouveler.", "", ""),
    "attente": ("Tenir un COPIL où l’on décide.", "Écrire une évaluation que les élu·es lisent.", "", ""),
    "lundi": (
        "Minuter le prochain ordre du jour.",
        "",
        "Rappeler les porteurs de trois fiches.",
        "Dater mes chiffres.",
    ),
    "deja": ("Deux COPIL, avec l’ancienne coordinatrice.", "", "Rien pour l’instant, j’arrive.", "Un diagnostic, en 2023."),
    "cas": ("Un partenaire qui ne vient plus.", "", "Une fiche sans porteur depuis un an.", ""),
    "garder": ("Le cas d’étude, jusqu’à la décision à défendre.", "", "La note d’une page.", "Le jeu du COPIL."),
    "changer": ("", "Un peu plus de temps sur le relevé.", "", "Finir à 16 h 30, pour celles qui ont un train."),
    "change": ("J’envoie le relevé dans la semaine.", "", "Je minute les ordres du jour.", ""),
    "frein": ("", "Un mi-temps, et deux COPIL le même mois.", "", ""),
    "exemple": ("Un ordre du jour enfin tenu.", "", "Une note relue par le bureau sans retouche.", ""),
    "attentes": ("", "Une demi-journée sur l’évaluation.", "", ""),
}
"""The texts that people write, by key of the question; other questions are left empty."""


def create_questionnaires_demo(session: SessionFormation, inscriptions: list[Inscription]) -> None:
    rows = []
    for enquete, jours in JOURS.items():
        debut = session.date_debut or timezone.localdate()
        termine_le = timezone.make_aware(datetime.combine(debut + timedelta(days=jours), time(17, 30)))
        for rang, personne in enumerate(_list_personnes(session, inscriptions, enquete)):
            reponses = _answer_grille(enquete, rang) or _answer(_get_questions(enquete, personne), rang)
            champs = personne | _ask(session, enquete, termine_le, is_rappelee=rang == RAPPELEE)
            champs |= {"reponses": reponses, "termine_le": termine_le + timedelta(minutes=23 * rang)}
            if enquete is Enquete.TEST_FIN:
                champs["tirage"] = build_tirage(personne["inscription"])
            rows.append(QuestionnaireSession(session=session, cle=enquete.value, **champs))
    QuestionnaireSession.objects.bulk_create(rows)


def _ask(session: SessionFormation, enquete: Enquete, termine_le: datetime, *, is_rappelee: bool) -> dict[str, Any]:
    """The fields about the message and its reminder; empty for a questionnaire that is only on the person's page."""
    debut, fin, regle = session.date_debut, session.date_fin, REGLES[enquete]
    if not regle.is_envoyee or debut is None or fin is None:
        return {}
    jour = get_ouverture(enquete, debut, fin, get_delais_enquetes(session, fin))
    parti_le = timezone.make_aware(datetime.combine(jour, time(8)))
    found: dict[str, Any] = {"etat": EtatEnvoi.PARTI.value, "essais": 1, "tente_le": parti_le, "parti_le": parti_le}
    if is_rappelee and enquete in RAPPELS:
        found |= {"rappels": 1, "rappele_le": termine_le - timedelta(hours=8)}
    return found


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
    """The answers to the grid, where each person gains a level or stays; empty for any other questionnaire."""
    depart = {Enquete.POSITIONNEMENT_ENTREE: 0, Enquete.POSITIONNEMENT_SORTIE: 1}.get(enquete)
    if depart is None:
        return {}
    return {
        item.cle: min(4, (rang + place) % 3 + (depart if (rang + place) % 4 else 0))
        for place, item in enumerate(get_grille().items)
    }


def _get_questions(enquete: Enquete, personne: dict[str, Any]) -> tuple[Question, ...]:
    if enquete is Enquete.TEST_FIN:
        return get_test(None, personne["inscription"]).questions
    return get_questionnaires()[enquete].questions


def _answer(questions: tuple[Question, ...], rang: int) -> dict[str, Any]:
    found = {}
    for place, question in enumerate(questions):
        reponse = _answer_question(question, rang, place)
        if reponse not in ("", []):
            found[question.cle] = reponse
    return found


def _answer_question(question: Question, rang: int, place: int) -> Any:
    match question.type:
        case "echelle":
            if (rang + 2 * place) % 11 == MITIGE:
                return 2
            return 4 if (rang + place) % 3 else 3
        case "oui_non":
            return "oui"
        case "texte":
            mots = MOTS.get(question.cle, ("",))
            return mots[rang] if rang < len(mots) else ""
        case "choix_multiple":
            return [choix.cle for choix in question.choix[rang % 3 :: 2]]
    # For a test, nearly all answers are right.
    faux = question.choix[0].cle if question.choix else ""
    return question.juste if (rang + place) % 9 else faux

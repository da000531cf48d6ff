"""What the journal may point at, of what peers say to each other: opened from the espace of the body alone."""

from django.urls import reverse

from convive.espaces.objets import get_espace_uuid
from convive.formation.models import Pair, QuestionPair, ReponsePair
from convive.socle.objets import TypeObjet, objets


def get_url_question(question: QuestionPair) -> str:
    return reverse("formation:question_detail", args=[question.espace_id, question.pk])


def record_objets_pair() -> None:
    objets.record(
        TypeObjet(
            "pair",
            Pair,
            "Participation entre pairs",
            lambda pair: reverse("formation:pair_list", args=[pair.espace_id]),
            Pair.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="sa participation entre pairs",
        ),
        TypeObjet(
            "question_pair",
            QuestionPair,
            "Question entre pairs",
            get_url_question,
            QuestionPair.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la question entre pairs",
        ),
        TypeObjet(
            "reponse_pair",
            ReponsePair,
            "Réponse entre pairs",
            lambda reponse: get_url_question(reponse.question),
            ReponsePair.objects.visible_to,
            get_espace_uuid=lambda reponse: reponse.question.espace_id,
            defini="la réponse entre pairs",
        ),
    )

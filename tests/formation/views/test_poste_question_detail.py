import pytest
from django.urls import reverse

from convive.formation.models import Pair, QuestionPair, ReponsePair
from convive.formation.selectors.pairs import get_url_auteur
from tests.formation.factories_pairs import create_question_essai, get_args_pairs

pytestmark = pytest.mark.django_db


def test_she_answers_and_is_written_to_in_her_own_espace(connecte, chargee, espace, etrangere):
    client = connecte(chargee)
    args = [espace.pk, *get_args_pairs(etrangere)["poste_question_detail"]]
    organisme = QuestionPair.objects.get().espace
    pair = Pair.objects.create(espace=organisme, compte=chargee, nom="Camille")
    url = reverse("formation:poste_question_detail", args=args)
    client.post(url, {"geste": "repondre", "texte": "Un tour de table."})
    assert "Un tour de table." in client.get(url).content.decode()
    assert ReponsePair.objects.get().auteur == pair
    sienne = create_question_essai(organisme, pair)
    assert get_url_auteur(sienne) == reverse("formation:poste_question_detail", args=[*args[:2], sienne.pk])
    client.post(url, {"geste": "masquer", "motif": "Non"})
    assert QuestionPair.objects.filter(masque_le__isnull=False).count() == 0

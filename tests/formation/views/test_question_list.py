import pytest
from django.urls import reverse

from convive.formation.models import Pair
from tests.formation.factories_pairs import create_question_essai

pytestmark = pytest.mark.django_db


def test_who_teaches_reads_before_coming_in_and_comes_in_to_write(organisatrice, organisme):
    create_question_essai(organisme.espace)
    url = reverse("formation:question_list", args=[organisme.espace_id])
    page = organisatrice.get(url).content.decode()
    assert "Comment préparer un COPIL" in page
    assert "Poser la question" not in page
    organisatrice.post(url, {"nom": "Aurore", "accord": "on"})
    assert Pair.objects.get().compte is not None
    assert "Poser la question" in organisatrice.get(url).content.decode()

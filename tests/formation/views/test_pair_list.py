import pytest
from django.urls import reverse

from tests.formation.factories_formation import create_inscription_essai, create_session_essai
from tests.formation.factories_pairs import create_aide_essai, create_pair_essai

pytestmark = pytest.mark.django_db


def test_who_teaches_reads_the_directory(organisatrice, organisme):
    session = create_session_essai(organisme.espace, jours=-5)
    create_aide_essai(create_pair_essai(create_inscription_essai(session)), "F1")
    create_pair_essai(create_inscription_essai(session, "Léandre Vauzelle"), "Léandre")
    page = organisatrice.get(reverse("formation:pair_list", args=[organisme.espace_id])).content.decode()
    assert "ysoline@exemple.fr" in page
    assert "Léandre" not in page

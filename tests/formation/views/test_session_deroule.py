"""The run sheet of a session, at its own hours."""

from datetime import time

import pytest
from django.urls import reverse

from convive.documents.rules import Famille
from convive.formation.exports.programme import build_deroule_document, list_choix_deroule
from tests.pages_lues import lis
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_deroule", args=[session.espace_id, session.pk])


def test_each_step_is_at_the_hour_of_this_session(url, session, chargee, organisatrice, django_assert_max_num_queries):
    demi = session.demi_journees.first()
    demi.debut, demi.fin = time(10, 15), time(12, 0)
    demi.save()
    organisatrice.get(url)
    with django_assert_max_num_queries(15):
        page = organisatrice.get(url).content.decode()
    assert "10\u00a0h\u00a015" in page
    assert "de 10\u00a0h\u00a015 à 12\u00a0h\u00a000" in page
    corps = lis(build_deroule_document(get_place(chargee, session.espace), Famille.TEXTE, str(session.pk)).corps_html)
    assert "10\u00a0h\u00a015" in corps
    assert str(session.pk) in dict(list_choix_deroule(get_place(chargee, session.espace)))


def test_a_sequence_that_no_half_day_has_is_named(url, session, organisatrice):
    session.demi_journees.update(sequences=[])
    page = organisatrice.get(url).content.decode()
    assert "Dans aucune demi-journée" in page
    session.demi_journees.all().delete()
    assert "Pas encore de demi-journée" in organisatrice.get(url).content.decode()

"""The workshops of a session, those that may be prepared."""

import pytest
from django.urls import reverse

from convive.formation.models import Atelier
from convive.formation.selectors.feuilles import list_contenus_ateliers
from tests.formation.factories_atelier import create_atelier_essai, create_salle_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(chargee):
    return create_salle_essai(chargee)[0]


@pytest.fixture
def url(session) -> str:
    return reverse("formation:atelier_list", args=[session.espace_id, session.pk])


def test_everything_can_be_prepared_and_what_is_prepared_is_no_longer_offered(url, session, chargee, connecte):
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert page.count("Préparer cet atelier") == len(list_contenus_ateliers())
    assert "Aucun atelier n’est prêt" in page
    create_atelier_essai(session)
    page = client.get(url).content.decode()
    assert page.count("Préparer cet atelier") == len(list_contenus_ateliers()) - 1
    assert "pas encore de groupe" in page


def test_preparing_one_leads_to_its_groups(url, session, chargee, connecte):
    client = connecte(chargee)
    for _ in range(2):
        answer = client.post(url, {"contenu": "jeu:note_pour_demain"})
        atelier = Atelier.objects.get()
        assert answer.headers["Location"] == reverse(
            "formation:atelier_groupes", args=[session.espace_id, session.pk, atelier.pk]
        )


def test_what_is_not_in_the_list_is_refused(url, chargee, connecte):
    page = connecte(chargee).post(url, {"contenu": "jeu:inconnu"}, follow=True).content.decode()
    assert "dans la liste" in page
    assert not Atelier.objects.exists()


def test_more_workshops_ask_no_more_queries(url, session, chargee, connecte, django_assert_max_num_queries):
    client = connecte(chargee)
    for contenu in ("frise", "releve", "indicateur", "questionnaire"):
        create_atelier_essai(session, contenu, "outil")
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)

"""One’s first hundred days: begin, three things for today, share, change the first day."""

import pytest
from django.urls import reverse

from convive.espaces.views.page import GESTE_INCONNU
from convive.prise_poste.models import PrisePoste
from tests.prise_poste.factories import create_prise_essai, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:parcours_detail", args=[espace.pk])


def test_it_asks_the_first_day_and_shows_the_whole_way(url, chargee, connecte):
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Commencer mon parcours" in page
    assert page.partition("</main>")[0].count("<h3>") == 18
    answer = client.post(url, {"date_debut": in_days(-2).isoformat()}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    page = answer.content.decode()
    assert "Jour 3 sur 100" in page
    assert page.count("cv-sheet cv-stack") == 3


@pytest.mark.parametrize("jour", ["", "hier", "1926-01-01"])
def test_a_first_day_that_cannot_be_is_said_beside_its_field(url, chargee, connecte, jour):
    page = connecte(chargee).post(url, {"date_debut": jour}).content.decode()
    assert 'role="alert"' in page
    assert not PrisePoste.objects.exists()


def test_each_step_says_what_counts_and_leads_where_it_is_done(url, espace, chargee, prise, connecte):
    page = connecte(chargee).get(url).content.decode()
    assert "L’inventaire est encore vide." in page
    assert reverse("prise_poste:etape_detail", args=[espace.pk, "inventaire"]) in page
    assert "13 faites" not in page
    assert "0 faites sur 18" in page


def test_a_step_whose_days_are_past_says_when_it_was_planned(url, chargee, connecte):
    page = connecte(chargee).post(url, {"date_debut": in_days(-60).isoformat()}, follow=True).content.decode()
    assert "Était prévu pour" in page
    assert "en tout" not in page.partition("</main>")[0]


def test_it_is_shared_taken_back_dated_again_and_erased(url, chargee, prise, connecte):
    client = connecte(chargee)
    for geste, attendu in (("partager", True), ("reprendre", False)):
        client.post(url, {"geste": geste})
        prise.refresh_from_db()
        assert (prise.partage_le is not None) is attendu
    client.post(url, {"geste": "debut", "date_debut": in_days(-5).isoformat()})
    prise.refresh_from_db()
    assert prise.date_debut == in_days(-5)
    refused = client.post(url, {"geste": "debut", "date_debut": in_days(300).isoformat()})
    assert "quatre mois" in refused.content.decode()
    client.post(url, {"geste": "supprimer"})
    assert not PrisePoste.objects.exists()


@pytest.mark.parametrize("geste", ["inconnu", "partager"])
def test_a_gesture_that_makes_no_sense_is_told(url, chargee, connecte, geste):
    assert GESTE_INCONNU in connecte(chargee).post(url, {"geste": geste}).content.decode()


def test_each_one_sees_her_own(url, espace, chargee, directeur, prise, connecte):
    create_prise_essai(espace, directeur, jour=7)
    assert "Jour 7 sur 100" in connecte(directeur).get(url).content.decode()


@pytest.mark.parametrize(("jour", "phrase"), [(-3, "Votre premier jour est le"), (140, "sont passés")])
def test_before_and_after_the_hundred_days(url, espace, chargee, connecte, jour, phrase):
    create_prise_essai(espace, chargee, jour=jour)
    assert phrase in connecte(chargee).get(url).content.decode()


def test_an_espace_that_is_over_is_only_read(url, espace, chargee, prise, connecte):
    type(espace).objects.update(expire_le=in_days(0))
    client = connecte(chargee)
    assert "Partager, recommencer" not in client.get(url).content.decode()
    assert client.post(url, {"geste": "partager"}).status_code == 403


def test_the_page_asks_few_questions_of_the_database(url, chargee, prise, connecte, django_assert_max_num_queries):
    client = connecte(chargee)
    with django_assert_max_num_queries(9):
        client.get(url)

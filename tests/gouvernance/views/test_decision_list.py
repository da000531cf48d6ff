"""The register of decisions."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import Decision
from tests.gouvernance.factories import create_decision_essai, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("gouvernance:decision_list", args=[espace.pk])


def test_an_empty_register_says_what_goes_there(url, chargee, lectrice, connecte):
    assert "Noter une première décision" in connecte(chargee).get(url).content.decode()
    page = connecte(lectrice).get(url).content.decode()
    assert "Le registre est vide" in page
    assert "Noter une" not in page


def test_the_register_says_what_was_decided_and_what_is_late(url, espace, gouvernance, chargee, connecte):
    Decision.objects.filter(pk=gouvernance.decision.pk).update(echeance=in_days(-3))
    page = connecte(chargee).get(url).content.decode()
    assert gouvernance.decision.code in page
    assert "en retard" in page
    assert "1 en retard" in page
    assert "hors instance" not in page.split("<tbody>")[1]


def test_a_filter_keeps_what_it_says_and_an_unknown_one_asks_nothing(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    kept = client.get(url, {"q": "plateau"}).content.decode()
    assert "1\xa0décision</b> sur 2" in kept
    assert "decisions/fichier/csv/?q=plateau" in kept
    assert "Aucune décision ne répond" in client.get(url, {"q": "introuvable"}).content.decode()
    assert "2\xa0décisions" in client.get(url, {"statut": "nimporte"}).content.decode()


def test_a_partner_reads_only_what_is_open_to_it(url, gouvernance, partenaire, connecte):
    page = connecte(partenaire).get(url).content.decode()
    assert gouvernance.decision.libelle[:20] in page
    assert gouvernance.decision_bureau.libelle[:20] not in page


def test_the_register_costs_the_same_with_many_decisions(
    url, espace, gouvernance, chargee, connecte, django_assert_max_num_queries
):
    client = connecte(chargee)
    client.get(url)
    for rang in range(60):
        create_decision_essai(espace, f"Décision {rang}", seance=gouvernance.close)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert "page=2" in page
    assert "Décision 59" in page

from uuid import uuid4

import pytest

from tests.finances.factories import create_ligne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/finances/aides/"


def test_all_of_them_are_there_and_none_is_promised(connecte, url, espace, chargee):
    response = connecte(chargee).get(url)
    lues = response.context["lues"]
    assert len(lues) >= 65
    # What is closed comes last, and is not hidden.
    fermees = [lue.aide.is_fermee for lue in lues]
    assert any(fermees)
    assert fermees == sorted(fermees)
    assert "Aucune ligne ne promet que l’aide est ouverte" in response.content.decode()


@pytest.mark.parametrize("filtre", [{"financeur": "caf"}, {"depense": "investissement"}, {"thematique": "jeunesse"}])
def test_a_filter_keeps_what_answers_it(connecte, url, espace, chargee, filtre):
    client = connecte(chargee)
    toutes, lues = client.get(url).context["lues"], client.get(url, filtre).context["lues"]
    assert 0 < len(lues) < len(toutes)
    assert all(lue.aide.financeur == "caf" for lue in lues if "financeur" in filtre)
    assert len(client.get(url, dict.fromkeys(filtre, "inconnu")).context["lues"]) == len(toutes)


def test_those_of_an_action_say_why_and_what_is_missing(connecte, url, plan, chargee):
    create_ligne_essai(plan.complete, "charge", 1000, nature="investissement")
    response = connecte(chargee).get(url, {"action": str(plan.complete.pk)})
    lues = [*response.context["lues"], *response.context["autres"]]
    assert lues
    assert all(lue.aide.depenses == () or "investissement" in lue.aide.depenses for lue in lues)
    assert not any(lue.aide.is_fermee for lue in lues)
    page = response.content.decode()
    assert "Ce qui manque pour demander" in page
    assert "L’aide paie" in page


def test_an_action_that_is_not_here_does_not_exist(connecte, url, plan, chargee, lectrice):
    for demande in (str(uuid4()), "abc", ""):
        assert connecte(chargee).get(url, {"action": demande}).status_code == 404
    assert connecte(lectrice).get(url, {"action": str(plan.brouillon.pk)}).status_code == 404

"""A decision, and what one says of it."""

import pytest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.actions.effet import record_effet_enjeu
from convive.gouvernance.models import CibleDecision, Decision, EffetDecision, SuiviDecision
from tests.diagnostic.factories import create_enjeu_essai
from tests.gouvernance.factories import create_carte
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:decision_detail", args=[espace.pk, gouvernance.decision.pk])


@pytest.fixture
def enjeu(espace, gouvernance):
    enjeu = create_enjeu_essai(espace, "Rapprocher l’accueil")
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="enjeu", objet_uuid=enjeu.pk)
    return enjeu


def test_the_page_says_what_where_and_about_what(url, gouvernance, enjeu, chargee, lectrice, connecte):
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="enjeu", objet_uuid=gouvernance.bureau.pk)
    page = connecte(chargee).get(url).content.decode()
    assert gouvernance.decision.libelle in page
    assert "Comité de pilotage du" in page
    assert "Rapprocher l’accueil" in page
    assert "1\xa0autre objet qui ne vous est pas ouvert" in page
    assert "Il reste à préciser qui la porte" in page
    assert f"/effets/enjeu/{enjeu.pk}/" in page
    read = connecte(lectrice).get(url).content.decode()
    assert "Ajouter la note" not in read
    assert "Modifier" not in read.split("<main")[1]


def test_a_decision_that_one_does_not_read_is_not_there(espace, gouvernance, partenaire, connecte):
    url = reverse("gouvernance:decision_detail", args=[espace.pk, gouvernance.decision_bureau.pk])
    assert connecte(partenaire).get(url).status_code == 404


def test_a_note_is_added_once(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    for _ in range(2):
        assert client.post(url, {"geste": "note", "texte": "Le devis est arrivé."}).status_code == 302
    assert SuiviDecision.objects.filter(decision=gouvernance.decision).count() == 1
    page = client.get(url).content.decode()
    assert "Le devis est arrivé." in page
    assert "Écrivez la note" in client.post(url, {"geste": "note", "texte": " "}).content.decode()


def test_it_moves_and_says_why_when_it_is_put_off(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    page = client.post(url, {"geste": "statut", "vers": "reportee", "motif": ""}).content.decode()
    assert "Indiquez pourquoi" in page
    assert client.post(url, {"geste": "statut", "vers": "inconnu"}).status_code == 200
    client.post(url, {"geste": "statut", "vers": "reportee", "motif": "Après le budget."})
    gouvernance.decision.refresh_from_db()
    assert (gouvernance.decision.statut, gouvernance.decision.motif) == ("reportee", "Après le budget.")
    client.post(url, {"geste": "statut", "vers": "faite"})
    gouvernance.decision.refresh_from_db()
    assert gouvernance.decision.executee_le is not None


def test_whoever_carries_it_says_where_it_is(url, espace, gouvernance, partenaire, lectrice, connecte):
    client = connecte(partenaire)
    assert client.post(url, {"geste": "statut", "vers": "faite"}).status_code == 403
    organisation = create_organisation(espace, "Les Passeurs du Gué")
    create_carte(espace, partenaire, organisation)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(organisation_responsable=organisation)
    page = client.get(url).content.decode()
    assert "La déclarer faite" in page
    assert "caduque" not in page.split("<main")[1]
    assert client.post(url, {"geste": "statut", "vers": "caduque", "motif": "Non."}).status_code == 403
    assert client.post(url, {"geste": "defaire", "effet": ""}).status_code == 403
    assert client.post(url, {"geste": "statut", "vers": "faite"}).status_code == 302
    gouvernance.decision.refresh_from_db()
    assert gouvernance.decision.statut == "faite"
    # The card of a person, and a role that only reads.
    carte = create_carte(espace, lectrice)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(responsable=carte)
    assert connecte(lectrice).post(url, {"geste": "note", "texte": "Moi."}).status_code == 403


def test_what_it_changed_by_mistake_is_put_back(url, espace, gouvernance, enjeu, chargee, connecte):
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    effet = record_effet_enjeu(by=membre, decision=gouvernance.decision, enjeu=enjeu, vers="retenu")
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "<b>Retenu</b> par cette décision" in page
    assert (
        "Indiquez pourquoi"
        in client.post(url, {"geste": "defaire", "effet": str(effet.pk), "motif": ""}, follow=True).content.decode()
    )
    client.post(url, {"geste": "defaire", "effet": str(effet.pk), "motif": "Pas celui-là."})
    enjeu.refresh_from_db()
    assert enjeu.decision == "a_decider"
    assert EffetDecision.objects.get().defait_le is not None
    assert client.post(url, {"geste": "defaire", "effet": "x"}).status_code == 404
    assert client.post(url, {"geste": "autre"}).status_code == 404


def test_the_page_costs_the_same_with_many_notes(
    url, gouvernance, enjeu, chargee, connecte, django_assert_max_num_queries
):
    client = connecte(chargee)
    client.get(url)
    for rang in range(20):
        SuiviDecision.objects.create(decision=gouvernance.decision, date="2026-01-01", texte=f"Note {rang}")
    with django_assert_max_num_queries(16):
        client.get(url)

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Pair, QuestionnaireSession
from convive.formation.rules.enquetes import Enquete
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.formation.factories_pairs import create_aide_essai, create_pair_essai, create_question_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def inscription(chargee):
    return create_inscription_essai(create_session_essai(create_organisme_essai(chargee).espace, jours=-5))


def get_url(inscription) -> str:
    return reverse("formation:stagiaire_pair_list", args=[build_cle(inscription)])


def test_nothing_is_shown_without_her_consent_and_one_click_takes_it_back(inscription):
    client, url, pair = Client(), get_url(inscription), create_pair_essai(inscription, organisation="CC du Bac")
    saisie = {"geste": "aider", "domaines": ["F1", "M2"], "contact": "le jeudi, 05 00 00 00 00"}
    assert client.post(url, saisie).context["aide"].errors
    assert client.post(url, saisie | {"accord": "on", "domaines": ["ZZ"]}).context["aide"].errors
    assert Pair.objects.get().aide_le is None
    assert client.post(url, saisie | {"accord": "on"}).status_code == 302
    page = client.get(f"{url}?theme=M2").content.decode()
    assert "CC du Bac" in page
    assert "le jeudi" in page
    assert not client.get(f"{url}?theme=M1").context["aides"]
    client.post(url, {"geste": "retirer"})
    pair.refresh_from_db()
    assert (pair.aide_le, pair.domaines, pair.contact) == (None, "", "")


def test_the_grid_proposes_and_stays_private(inscription):
    client, url = Client(), get_url(inscription)
    create_pair_essai(inscription)
    QuestionnaireSession.objects.create(
        session=inscription.session,
        inscription=inscription,
        cle=Enquete.POSITIONNEMENT_ENTREE.value,
        nom=inscription.nom,
        reponses={"F1": 4, "F2": 3},
        termine_le=timezone.now(),
    )
    assert client.get(url).context["proposes"] == []
    page = client.get(f"{url}?grille=1")
    assert page.context["proposes"] == ["Conduire un diagnostic partagé"]
    assert page.context["aide"]["domaines"].initial == ["F1"]
    assert Pair.objects.get().domaines == ""


def test_she_changes_her_name_stops_the_messages_and_goes(inscription, count_queries_get):
    client, url, pair = Client(), get_url(inscription), create_pair_essai(inscription)
    question = create_question_essai(inscription.espace, pair)
    client.post(url, {"geste": "regler", "nom": "Yso", "organisation": ""})
    pair.refresh_from_db()
    assert (pair.nom, pair.has_courriels) == ("Yso", False)
    create_aide_essai(pair, "F1")
    seule = count_queries_get(client, url)
    for rang in range(5):
        autre = create_inscription_essai(inscription.session, f"Personne {rang}")
        create_aide_essai(create_pair_essai(autre), "F2")
    assert count_queries_get(client, url) == seule <= 15
    client.post(url, {"geste": "sortir"})
    question.refresh_from_db()
    assert question.nom_auteur == "Une personne"
    assert client.get(url).headers["Location"].endswith("/entre-pairs/")

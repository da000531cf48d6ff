"""A request becomes a draft of a programme, or is closed with what was done of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.actions.conservation import delete_demandes_anciennes
from convive.formation.models import DemandeFormation, Programme
from tests.formation.factories_formation import create_demande_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def demande(organisme) -> DemandeFormation:
    return create_demande_essai(organisme.espace)


@pytest.fixture
def url(demande) -> str:
    return reverse("formation:demande_detail", args=[demande.espace_id, demande.pk])


def test_the_draft_follows_the_answers_and_is_made_once(connecte, chargee, organisme, demande, url):
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Demandé\u00a0: «\u00a0Faire vivre les instances et la coopération\u00a0» et" in page
    for _ in range(2):
        response = client.post(url, {"geste": "programme"})
    programme = Programme.objects.get(espace=organisme.espace)
    assert response.headers["Location"] == reverse(
        "formation:programme_detail", args=[organisme.espace_id, programme.pk]
    )
    assert (programme.titre, programme.effectif_max) == ("Une formation pour Pays de Vallombre", 9)
    assert programme.modalites_inscription == "Sur le territoire de Pays de Vallombre."
    assert [row.cle for row in programme.sequences.all()] == ["S1", "S1B", "S1C", "S2", "S4", "S7"]
    assert [row.cle for row in programme.objectifs.all()] == ["O1", "O3", "O4"]
    assert "En faire une session" in client.get(url).content.decode()
    create = reverse("formation:session_create", args=[organisme.espace_id])
    assert f'value="{programme.pk}" selected' in client.get(f"{create}?programme={programme.pk}").content.decode()
    # A second request of the same organisation has its own title.
    autre = create_demande_essai(organisme.espace)
    client.post(reverse("formation:demande_detail", args=[organisme.espace_id, autre.pk]), {"geste": "programme"})
    autre.refresh_from_db()
    assert autre.programme.titre == "Une formation pour Pays de Vallombre (2)"


def test_it_is_closed_with_its_reason_and_opened_again(connecte, chargee, demande, url):
    client = connecte(chargee)
    assert "Indiquez ce que vous en avez fait" in client.post(url, {"suite": ""}).content.decode()
    for _ in range(2):
        client.post(url, {"suite": "Réorientée  vers la Caf"})
    demande.refresh_from_db()
    assert (demande.etat, demande.suite) == ("classee", "Réorientée vers la Caf")
    client.post(url, {"geste": "rouvrir"})
    demande.refresh_from_db()
    assert demande.etat == "recue"


def test_one_of_another_body_or_erased_meanwhile_is_not_there(connecte, chargee, demande, url):
    demande.delete()
    assert connecte(chargee).get(url).status_code == 404


def test_old_ones_are_erased(demande):
    now = timezone.now()
    assert delete_demandes_anciennes(now - timedelta(days=1)) == 0
    assert delete_demandes_anciennes(now + timedelta(days=1)) == 1

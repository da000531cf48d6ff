"""Seat everyone: one by one, by chance, or as before."""

import pytest
from django.urls import reverse

from convive.formation.models import PlaceAtelier
from convive.formation.rules.formation import EtatInscription
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai, create_salle_essai
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def salle(chargee):
    session, personnes = create_salle_essai(chargee, 4)
    return create_atelier_essai(session), personnes


@pytest.fixture
def url(salle) -> str:
    atelier = salle[0]
    return reverse("formation:atelier_groupes", args=[atelier.espace_id, atelier.session_id, atelier.pk])


def test_only_those_who_take_part_are_seated(url, salle, chargee, connecte):
    create_inscription_essai(salle[0].session, "Qui attend", etat=EtatInscription.ATTENTE.value)
    page = connecte(chargee).get(url).content.decode()
    assert "Personne 4" in page
    assert "Qui attend" not in page
    assert "La vice-présidente" in page


def test_one_by_one(url, salle, chargee, connecte):
    une, deux, *_ = salle[1]
    saisie = {"geste": "ranger", f"groupe-{une.pk}": "1", f"role-{une.pk}": "dgs", f"role-{deux.pk}": "parent"}
    answer = connecte(chargee).post(url, saisie)
    assert answer.status_code == 302
    assert list(PlaceAtelier.objects.values_list("inscription__nom", "role")) == [("Personne 1", "dgs")]


def test_two_cards_alike_are_said_and_nothing_is_lost(url, salle, chargee, connecte):
    une, deux, *_ = salle[1]
    saisie = {"geste": "ranger"}
    for qui in (une, deux):
        saisie |= {f"groupe-{qui.pk}": "1", f"role-{qui.pk}": "dgs"}
    page = connecte(chargee).post(url, saisie).content.decode()
    assert "Une carte, une personne" in page
    assert page.count('<option value="dgs" selected>') == 2
    assert not PlaceAtelier.objects.exists()


def test_by_chance(url, salle, chargee, connecte):
    client = connecte(chargee)
    assert client.post(url, {"geste": "hasard", "nombre": "2"}).status_code == 302
    assert PlaceAtelier.objects.count() == 4
    assert PlaceAtelier.objects.filter(role="chargee").count() == 2
    assert 'role="alert"' in client.post(url, {"geste": "hasard", "nombre": "99"}).content.decode()


def test_as_in_another_workshop(url, salle, chargee, connecte):
    autre = create_atelier_essai(salle[0].session, "frise", "outil")
    create_groupe_essai(autre, (salle[1][0], ""), (salle[1][2], ""), ordre=2)
    client = connecte(chargee)
    assert "Reprendre les groupes de" in client.get(url).content.decode()
    assert client.post(url, {"geste": "reprendre", "source": str(autre.pk)}).status_code == 302
    assert set(PlaceAtelier.objects.filter(atelier=salle[0]).values_list("groupe__ordre", flat=True)) == {2}
    # What is not a workshop with groups of this session shows the page again.
    assert client.post(url, {"geste": "reprendre", "source": str(salle[0].pk)}).status_code == 200


def test_without_anyone_the_page_says_so(chargee, connecte):
    session, _ = create_salle_essai(chargee, 0)
    atelier = create_atelier_essai(session)
    url = reverse("formation:atelier_groupes", args=[session.espace_id, session.pk, atelier.pk])
    assert "Personne n’est encore inscrit" in connecte(chargee).get(url).content.decode()

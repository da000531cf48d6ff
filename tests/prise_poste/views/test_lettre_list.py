"""The lettres de mission: begin one from a post, one a year for each agent."""

import pytest
from django.urls import reverse

from convive.prise_poste.models import LettreMission
from tests.acteurs.factories import create_poste_essai
from tests.gouvernance.factories import create_carte, create_instance_essai
from tests.prise_poste.factories import create_lettre_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:lettre_list", args=[espace.pk])


def test_it_is_filled_from_the_post(url, espace, chargee, directeur, connecte):
    create_instance_essai(espace)
    poste = create_poste_essai(espace, personne=create_carte(espace, chargee), ctg="0.5")
    page = connecte(directeur).get(url).content.decode()
    assert "Aucune lettre de mission" in page
    connecte(directeur).post(url, {"poste": str(poste.pk), "annee": "2026"})
    lettre = LettreMission.objects.get()
    assert (lettre.compte, lettre.agent, lettre.employeur) == (chargee, str(poste.personne), "Pays")
    assert lettre.quotite.startswith("0,50 équivalent")
    assert lettre.instances == "Comité de pilotage"
    assert lettre.missions.startswith("Impulser")


def test_a_second_one_for_the_year_is_refused_and_the_next_takes_over(url, espace, chargee, connecte):
    create_lettre_essai(espace, chargee, annee=2025, hors_mission="Diriger un service.")
    client = connecte(chargee)
    assert "a déjà une lettre" in client.post(url, {"poste": "", "annee": "2025"}).content.decode()
    client.post(url, {"poste": "", "annee": "2026"})
    assert LettreMission.objects.get(annee=2026).hors_mission == "Diriger un service."


@pytest.mark.parametrize("annee", ["", "26", "3000"])
def test_a_year_that_cannot_be_is_said(url, chargee, connecte, annee):
    assert 'role="alert"' in connecte(chargee).post(url, {"poste": "", "annee": annee}).content.decode()
    assert not LettreMission.objects.exists()


def test_a_coordination_sees_hers_alone(url, espace, chargee, coordinatrice, connecte):
    create_lettre_essai(espace, chargee)
    sienne = create_lettre_essai(espace, coordinatrice)
    page = connecte(coordinatrice).get(url).content.decode()
    assert page.count(reverse("prise_poste:lettre_detail", args=[espace.pk, sienne.pk])) == 1
    assert str(chargee) not in page.partition("<main")[2]


def test_the_list_costs_the_same_with_many(url, espace, chargee, connecte, count_queries_get):
    client = connecte(chargee)
    create_lettre_essai(espace, chargee)
    once = count_queries_get(client, url)
    for annee in range(2030, 2040):
        create_lettre_essai(espace, chargee, annee=annee)
    assert count_queries_get(client, url) == once

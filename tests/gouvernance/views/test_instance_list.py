"""The register of the bodies."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.gouvernance.factories import create_instance_essai, create_siege

pytestmark = pytest.mark.django_db


def test_the_register_says_who_meets_and_when(espace, gouvernance, chargee, connecte):
    create_siege(gouvernance.copil, "Une maire")
    create_siege(gouvernance.copil, "Son adjoint", siege="suppleant")
    page = connecte(chargee).get(reverse("gouvernance:instance_list", args=[espace.pk])).content.decode()
    assert "Comité de pilotage" in page
    assert "Bureau des maires" in page
    assert "1\xa0titulaire" in page
    assert "1\xa0suppléant·e" in page
    assert "1\xa0séance par an" in page


def test_what_is_prepared_is_not_convened_yet_for_who_does_not_prepare_it(espace, gouvernance, chargee, elue, connecte):
    create_instance_essai(espace, "Groupe sans séance", "groupe_thematique")
    url = reverse("gouvernance:instance_list", args=[espace.pk])
    assert "date à fixer" in connecte(chargee).get(url).text
    page = connecte(elue).get(url).text
    assert "date à fixer" not in page
    assert "pas encore convoquée" in page


def test_an_archived_body_is_listed_apart(espace, gouvernance, chargee, connecte):
    create_instance_essai(espace, "Ancien groupe", archivee_le=timezone.now())
    url, client = reverse("gouvernance:instance_list", args=[espace.pk]), connecte(chargee)
    assert "Ancien groupe" not in client.get(url).content.decode()
    archivees = client.get(f"{url}?archivees").content.decode()
    assert "Ancien groupe" in archivees
    assert "Bureau des maires" not in archivees


def test_thematiques_that_no_body_deals_with_are_listed_with_a_way_to_create_one(
    espace, gouvernance, chargee, elue, connecte
):
    url, client = reverse("gouvernance:instance_list", args=[espace.pk]), connecte(chargee)
    # While every body concerns everyone, nothing is missing.
    assert "Thématiques sans instance" not in client.get(url).content.decode()
    suivie, autre = espace.thematiques.all()[:2]
    create_instance_essai(espace, "Groupe", "groupe_thematique", thematiques=(suivie,))
    create_instance_essai(espace, "Ancien", "groupe_thematique", thematiques=(autre,), archivee_le=timezone.now())
    section = client.get(url).content.decode().partition("Thématiques sans instance")[2]
    assert str(autre.pk) in section
    assert str(suivie.pk) not in section
    create = reverse("gouvernance:instance_create", args=[espace.pk])
    page = client.get(f"{create}?type=groupe_thematique&thematique={autre.pk}").content.decode()
    assert f'value="Groupe thématique\xa0: {autre.nom}"' in page
    assert re.search(rf'value="{autre.pk}"[^>]* checked', page)
    assert "Thématiques sans instance" not in connecte(elue).get(url).content.decode()


def test_the_register_costs_the_same_with_many_bodies(
    espace, gouvernance, chargee, connecte, django_assert_max_num_queries
):
    client, url = connecte(chargee), reverse("gouvernance:instance_list", args=[espace.pk])
    client.get(url)
    for rang in range(20):
        create_siege(create_instance_essai(espace, f"Groupe {rang}", "groupe_thematique"), "Quelqu’un")
    with django_assert_max_num_queries(14):
        client.get(url)

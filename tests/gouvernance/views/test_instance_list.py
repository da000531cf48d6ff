"""The register of the bodies."""

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


def test_an_archived_body_is_listed_apart(espace, gouvernance, chargee, connecte):
    create_instance_essai(espace, "Ancien groupe", archivee_le=timezone.now())
    url, client = reverse("gouvernance:instance_list", args=[espace.pk]), connecte(chargee)
    assert "Ancien groupe" not in client.get(url).content.decode()
    archivees = client.get(f"{url}?archivees").content.decode()
    assert "Ancien groupe" in archivees
    assert "Bureau des maires" not in archivees


def test_the_register_costs_the_same_with_many_bodies(
    espace, gouvernance, chargee, connecte, django_assert_max_num_queries
):
    client, url = connecte(chargee), reverse("gouvernance:instance_list", args=[espace.pk])
    client.get(url)
    for rang in range(20):
        create_siege(create_instance_essai(espace, f"Groupe {rang}", "groupe_thematique"), "Quelqu’un")
    with django_assert_max_num_queries(14):
        client.get(url)

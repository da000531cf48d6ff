"""The portrait of the communes of an espace, from its menu."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_portrait_of_an_espace_is_that_of_its_communes_and_marks_its_entry(connecte, espace, chargee):
    client = connecte(chargee)
    portrait = client.get(reverse("diagnostic:portrait_espace", args=[espace.pk]))
    assert portrait.status_code == 302
    navigation = client.get(portrait.url).context["navigation"]
    assert [page.libelle for verbe in navigation.verbes for page in verbe.barre if page.courante] == ["Portrait"]


def test_an_espace_without_communes_leads_to_those_that_one_may_look_for(connecte, espace, chargee):
    espace.perimetres.all().delete()
    page = connecte(chargee).get(reverse("diagnostic:portrait_espace", args=[espace.pk])).content.decode()
    assert f'href="{reverse("diagnostic:territoire_list")}"' in page

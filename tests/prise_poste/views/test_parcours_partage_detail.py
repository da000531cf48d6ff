"""The path of another person, who shares it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.prise_poste.factories import create_prise_essai

pytestmark = pytest.mark.django_db


def test_it_shows_where_each_step_is_and_nothing_to_press(espace, chargee, directeur, connecte):
    prise = create_prise_essai(espace, chargee, partage_le=timezone.now())
    page = connecte(directeur).get(reverse("prise_poste:parcours_partage_detail", args=[espace.pk, prise.pk]))
    corps = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert str(chargee) in corps
    assert corps.count("<h3>") == 18
    assert "<form" not in corps

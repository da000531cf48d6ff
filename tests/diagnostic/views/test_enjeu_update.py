import pytest

from tests.diagnostic.factories import create_constat_essai, create_enjeu_essai
from tests.espaces.ecriture import read_conflits

pytestmark = pytest.mark.django_db


def test_enjeu_update_joins_the_boxes_of_two_people_and_shows_a_conflict(connecte, espace, chargee):
    un, deux = create_constat_essai(espace), create_constat_essai(espace, "Deux.")
    enjeu, client = create_enjeu_essai(espace, constats=(un,)), connecte(chargee)
    url = f"/espaces/{espace.pk}/enjeux/{enjeu.pk}/modifier/"
    data = {
        nom: client.get(url).context["form"][nom].value() or "" for nom in ("version", "depart", "libelle", "precision")
    }
    # One adds, the other takes away, both from the same page.
    client.post(url, data | {"constats": [str(un.pk), str(deux.pk)]})
    client.post(url, data | {"constats": []})
    assert enjeu.constats.get() == deux
    client.post(url, data | {"libelle": "Un autre", "constats": [str(un.pk)]})
    page = client.post(url, data | {"libelle": "Encore un", "constats": [str(un.pk)]})
    assert read_conflits(page) == {"libelle": ("Encore un", "Un autre")}

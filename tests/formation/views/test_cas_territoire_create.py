"""A trainer draws a case from a territory, reads it, gives it to her session."""

import pytest
from django.urls import reverse

from convive.formation.models import Atelier
from tests.espaces.factories import CIVRAISIEN
from tests.formation.factories_atelier import create_salle_essai

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chiffres_base")]


@pytest.fixture
def url(chargee) -> str:
    session, _ = create_salle_essai(chargee)
    return reverse("formation:cas_territoire_create", args=[session.espace_id, session.pk])


def test_her_own_territories_and_any_other_are_proposed(url, espace, chargee, connecte):
    page = connecte(chargee).get(url, {"q": "civraisien"}).content.decode()

    assert f"?espace={espace.pk}" in page
    assert f"?lieu={CIVRAISIEN}" in page


def test_case_is_read_then_given(url, espace, chargee, connecte):
    client = connecte(chargee)
    adresse = f"{url}?espace={espace.pk}"
    page = client.get(adresse).content.decode()
    assert "Donner ce cas à la session" in page
    assert Atelier.objects.count() == 0

    answer = client.post(adresse)

    atelier = Atelier.objects.get()
    assert answer.headers["Location"].endswith(f"{atelier.pk}/")
    for document in ("cas_papier", "cas_corrige"):
        lien = reverse("documents:document_list", args=[atelier.espace_id])
        fichier = client.post(lien, {"document": document, "format": "docx", "choix": atelier.contenu})
        assert (fichier.status_code, fichier.content[:2]) == (200, b"PK")


def test_territory_of_others_is_refused(url, espace, etrangere, chargee, connecte):
    autre = etrangere.espaces_crees.get()
    answer = connecte(chargee).post(f"{url}?espace={autre.pk}")

    assert "Choisissez d’abord un territoire" in answer.content.decode()
    assert Atelier.objects.count() == 0

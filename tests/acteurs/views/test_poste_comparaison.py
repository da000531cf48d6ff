from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.acteurs.factories import create_poste_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/postes/avant-apres/"


def test_poste_comparaison_draws_and_tells_the_move(connecte, url, espace, chargee, count_queries_get):
    ancien = create_poste_essai(espace, "Coordonnatrice", date_fin=date(2023, 1, 9))
    create_poste_essai(espace, ctg="1", date_debut=date(2023, 1, 9), remplace=(ancien,))
    client = connecte(chargee)
    response = client.get(url)
    page, comparaison = response.content.decode(), response.context["comparaison"]
    assert (comparaison.jour_avant, comparaison.jour_apres) == (date(2023, 1, 8), timezone.localdate())
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="cv-graphique" role="img"' in page
    for mots in ("prend la suite de", "Qui prend la suite de qui", "+0,50", "Coordonnatrice, Pays"):
        assert mots in page
    assert count_queries_get(client, url) <= 15


def test_poste_comparaison_takes_two_days_and_says_when_they_make_no_sense(connecte, url, espace, chargee):
    create_poste_essai(espace, date_debut=date(2023, 1, 9))
    client = connecte(chargee)
    assert "nouveau poste" in client.get(url + "?avant=2020-01-01&apres=2024-01-01").content.decode()
    page = client.get(url + "?avant=2024-01-01&apres=2020-01-01").content.decode()
    assert "Choisissez un jour qui vient après le premier" in page
    assert "Aucun poste à ces deux dates" in client.get(url + "?avant=2010-01-01&apres=2011-01-01").content.decode()


def test_poste_comparaison_is_taken_away(connecte, url, espace, chargee):
    create_poste_essai(espace)
    client = connecte(chargee)
    data = {"document": "postes_avant_apres", "choix": client.get(url).context["choix"], "format": "docx"}
    response = client.post(reverse("documents:document_list", args=[espace.pk]), data)
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    with ZipFile(BytesIO(content)) as archive:
        assert "Qui prend la suite de qui" in archive.read("word/document.xml").decode()

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convive.acteurs.models import Personne
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.models import Espace, TypeEspace
from convive.journal.models import Journal
from tests.espaces.copies import build_zip

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/copie/"


def test_espace_copie_gives_the_zip_and_writes_it_in_the_journal(connecte, url, espace, chargee):
    client = connecte(chargee)
    assert "Télécharger l’espace" in client.get(url).content.decode()
    response = client.post(url, {"geste": "emporter"})
    assert response.getvalue() == build_zip(espace)
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="')
    line = Journal.objects.for_espace(espace.pk).get(geste="exporter")
    assert line.auteur == chargee


def test_espace_copie_says_that_it_holds_the_people_of_the_directory(connecte, url, espace, chargee):
    Personne.objects.create(espace=espace, nom="Roux", prenom="Sacha", email="sacha@exemple.test")
    client = connecte(chargee)
    page = client.get(url).text
    assert "<li>1\xa0personne</li>" in page
    assert "des noms, des téléphones et des adresses compris" in page
    with zipfile.ZipFile(io.BytesIO(client.post(url, {"geste": "emporter"}).getvalue())) as copie:
        assert "sacha@exemple.test" in copie.read("donnees/acteurs.personne.jsonl").decode()


def test_espace_copie_says_what_it_carries(connecte, url, espace, chargee):
    create_note(by=chargee, espace=espace, saisie=SaisieNote("Note", "texte"))
    page = connecte(chargee).get(url).content.decode()
    for libelle in ("1\xa0note", "1\xa0version d’une note", "1\xa0périmètre", "10\xa0thématiques"):
        assert f"<li>{libelle}</li>" in page


def test_espace_copie_offers_each_role_its_gestures(connecte, url, espace, chargee):
    page = connecte(chargee).get(url).content.decode()
    assert "Cloner l’espace…" in page
    assert "Supprimer l’espace…" in page
    assert "Remettre à zéro" not in page
    Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.ENTRAINEMENT)
    assert "Remettre à zéro…" in connecte(chargee).get(url).content.decode()


def test_espace_copie_costs_few_queries(connecte, url, espace, chargee):
    client = connecte(chargee)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) <= 15


def test_espace_copie_asks_for_a_known_gesture(connecte, url, chargee):
    assert connecte(chargee).post(url, {"geste": "autre"}).status_code == 404


def test_espace_copie_is_not_for_the_others(connecte, url, directeur, administrateur, etrangere):
    """A copy is whole: not for who does not read the directory, the drafts and the internal exchanges."""
    assert connecte(directeur).post(url, {"geste": "emporter"}).status_code == 403
    assert connecte(administrateur).get(url).status_code == 403
    assert connecte(administrateur).post(url, {"geste": "emporter"}).status_code == 403
    assert connecte(etrangere).post(url, {"geste": "emporter"}).status_code == 404
    assert not Journal.objects.filter(geste="exporter").exists()

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PerimetreRefuse
from convive.territoires.selectors import get_index_suggestions
from tests.territoires.factories import CIVRAISIEN, create_pays

pytestmark = pytest.mark.django_db
URL = "/perimetres/composer/"


@pytest.fixture(autouse=True)
def pays(db) -> None:
    get_index_suggestions.cache_clear()
    create_pays()


def post(client: Client, **champs):
    data = {"nom": "Bassin de Civray", "date_validite": "2026-01-01", "geste": "enregistrer"} | champs
    return client.post(URL, data)


def get_boxes(page: str) -> dict[str, bool]:
    """Code → ticked, in the order of the page."""
    boxes = re.findall(r'<input type="checkbox" name="communes" value="(\w+)"( checked)?>', page)
    return {code: bool(ticked) for code, ticked in boxes}


def get_ajouts(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert found
    return found[1].strip()


def test_perimetre_create_opens_empty_and_dated_today(client: Client):
    assert reverse("diagnostic:perimetre_create") == URL
    page = client.get(URL).content.decode()
    assert "Aucune commune pour l’instant" in page
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in page
    assert get_boxes(page) == {}


def test_perimetre_create_starts_from_an_intercommunalite(client: Client):
    page = client.get(URL, {"depuis": CIVRAISIEN}).content.decode()
    assert get_boxes(page) == {"86024": True, "86078": True, "86082": True}
    assert "À partir de la CC du Civraisien en Poitou" in page
    assert '<legend class="cv-label-text">Vienne (86)</legend>' in page


def test_perimetre_create_starts_from_a_former_code_and_says_it(client: Client):
    page = client.get(URL, {"depuis": "86067"}).content.decode()
    assert get_boxes(page) == {"86082": True}
    assert "n’est plus une commune" in page


def test_perimetre_create_from_an_unknown_start_suggests(client: Client):
    page = client.get(URL, {"depuis": "poitier"}).content.decode()
    assert "Point de départ introuvable" in page
    assert 'href="?depuis=86194"' in page


@pytest.mark.parametrize("reference", [CIVRAISIEN, "75115"])
def test_perimetre_create_needs_a_constant_number_of_queries(client: Client, reference, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(URL, {"depuis": reference})


def test_perimetre_create_saves_ticked_typed_and_uploaded_communes(client: Client):
    response = post(
        client,
        propositions="86024 86078 86082",
        communes=["86078", "86082"],
        ajouts="Confolens\nSaint-Denis (93)",
        fichier=SimpleUploadedFile("communes.csv", "code;nom\n86085;L’Île-Jourdain\n".encode("cp1252")),
    )
    perimetre = Perimetre.objects.get()
    assert (response.status_code, response.url) == (302, f"/portrait/{perimetre.reference}/")
    assert {c.code for c in perimetre.communes.all()} == {"86078", "86082", "16106", "93066", "86085"}
    assert (perimetre.nom, perimetre.date_validite) == ("Bassin de Civray", date(2026, 1, 1))


def test_perimetre_create_twice_gives_the_same_address(client: Client):
    first, second = post(client, ajouts="86194\n86078"), post(client, ajouts="86078\n86194")
    assert first.url == second.url
    assert Perimetre.objects.count() == 1


def test_perimetre_create_keeps_everything_when_a_line_is_wrong(client: Client):
    response = post(
        client, propositions="86024 86078", communes=["86078"], ajouts="86194\nCivray\n86000\nConfollens", nom="Bassin"
    )
    page = response.content.decode()
    assert (response.status_code, Perimetre.objects.count()) == (200, 0)
    assert get_boxes(page) == {"86024": False, "86078": True}
    assert get_ajouts(page) == "86194\nCivray\n86000\nConfollens"
    assert 'value="Bassin"' in page
    assert "Ligne 2, « Civray » : 2 territoires s’appellent" in page
    assert "Ligne 3, « 86000 » : 86000 est un code postal" in page
    assert "Ligne 4, « Confollens » : Aucune commune" in page
    assert "Confolens (Charente), code 16106" in page
    assert 'role="alert"' in page
    assert 'href="#id_ajouts"' in page


def test_perimetre_create_keeps_the_content_of_a_file(client: Client):
    fichier = SimpleUploadedFile("communes.csv", b"86194\n86999\n")
    page = post(client, ajouts="86078", fichier=fichier).content.decode()
    assert get_ajouts(page) == "86078\n86194\n86999"
    assert "Ligne 3, « 86999 »" in page


@pytest.mark.parametrize(
    ("contenu", "mot"),
    [(b"PK\x03\x04", "pas du texte"), (b"86194\n" * 40_000, "trop lourd"), (b"", "au moins une commune")],
)
def test_perimetre_create_refuses_a_file(client: Client, contenu: bytes, mot: str):
    page = post(client, fichier=SimpleUploadedFile("communes.csv", contenu)).content.decode()
    assert mot in page
    assert not Perimetre.objects.exists()


@pytest.mark.parametrize(
    ("champs", "mot"),
    [
        ({}, "au moins une commune"),
        ({"ajouts": "86194", "nom": ""}, "obligatoire"),
        ({"ajouts": "86194", "nom": "x" * 121}, "120"),
        ({"ajouts": "86194", "date_validite": ""}, "obligatoire"),
        ({"ajouts": "86194", "date_validite": "hier"}, "date valide"),
        ({"ajouts": "86194", "date_validite": "1900-01-01"}, "entre 1990"),
        ({"ajouts": "86194\n99001"}, "fictives"),
        ({"ajouts": "x" * 100_001}, "100000"),
        ({"ajouts": "86194", "propositions": "1" * 12_001}, "12000"),
        ({"communes": ["86999"]}, "86999"),
        ({"ajouts": "86999\n" * 40}, "autres lignes à revoir"),
        ({"ajouts": "86194\n" * 2501}, "trop longue"),
    ],
)
def test_perimetre_create_refuses(client: Client, champs, mot):
    response = post(client, **champs)
    assert response.status_code == 200
    assert mot in response.content.decode()
    assert not Perimetre.objects.exists()


def test_perimetre_create_adds_to_the_list_without_saving(client: Client):
    response = post(
        client,
        geste="ajouter",
        nom="",
        propositions="86024 86078",
        communes=["86078"],
        ajouts="86067\nConfolens",
    )
    page = response.content.decode()
    assert get_boxes(page) == {"16106": True, "86024": False, "86078": True, "86082": True}
    assert get_ajouts(page) == ""
    assert '<legend class="cv-label-text">Charente (16)</legend>' in page
    assert "Ceaux-en-Couhé (86067) n’est plus une commune" in page
    assert 'role="alert"' not in page
    assert not Perimetre.objects.exists()
    propositions = re.search(r'name="propositions" value="([^"]*)"', page)
    assert propositions
    assert propositions[1] == "16106 86024 86078 86082"


def test_perimetre_create_adding_a_wrong_line_keeps_it(client: Client):
    page = post(client, geste="ajouter", nom="", date_validite="", ajouts="86194\n86999").content.decode()
    assert get_ajouts(page) == "86194\n86999"
    assert "Ligne 2, « 86999 »" in page


def test_perimetre_create_shows_a_refusal_of_the_action(client: Client, monkeypatch):
    def refuse(**_):
        raise PerimetreRefuse(["Une commune vient de disparaître."])

    monkeypatch.setattr("convive.diagnostic.views.territoire.create_perimetre", refuse)
    page = post(client, ajouts="86194").content.decode()
    assert "Une commune vient de disparaître." in page


def test_perimetre_create_starts_from_a_saved_one(client: Client):
    saved = create_perimetre(codes=["86194", "16106"], nom="Bassin", date_validite=date(2026, 1, 1))
    assert get_boxes(client.get(URL, {"depuis": saved.reference}).content.decode()) == {"16106": True, "86194": True}


def test_perimetre_create_escapes_what_was_typed(client: Client):
    page = post(client, nom="<b>x</b>", ajouts="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_perimetre_create_needs_a_token(pays):
    client = Client(enforce_csrf_checks=True)
    assert client.post(URL, {"ajouts": "86194"}).status_code == 403


def test_perimetre_create_refuses_other_methods(client: Client):
    assert client.delete(URL).status_code == 405


@pytest.mark.parametrize("reference", ["\0", "p-\0", "8619\0", "é" * 500])
def test_perimetre_create_from_a_start_that_no_database_accepts(client: Client, reference: str):
    assert client.get(URL, {"depuis": reference}).status_code == 200


def test_perimetre_create_with_values_that_no_database_accepts(client: Client):
    response = post(client, propositions="8619\0 86194", communes=["86\0"], ajouts="86\0", nom="\0")
    assert response.status_code == 200
    assert not Perimetre.objects.exists()


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\ufffe", "\uffff", "\u202e"])
def test_perimetre_create_keeps_no_invisible_sign_in_the_name(client: Client, sign: str):
    reponse = post(client, nom=f"Bas{sign}sin de Civray{sign}", communes=["86082"], propositions="86082")
    assert reponse.status_code == 302
    attendu = "Bas sin de Civray" if sign < " " else "Bassin de Civray"
    assert Perimetre.objects.get().nom == attendu


def test_perimetre_create_refuses_a_name_that_nobody_can_see(client: Client):
    page = post(client, nom="\u202e\u200b", communes=["86082"], propositions="86082").content.decode()
    assert "Le périmètre a besoin d’un nom" in page
    assert not Perimetre.objects.exists()

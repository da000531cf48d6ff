"""The page of the search: what it finds, filters, counts, teaches; its suggestions; its number of queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from convive.espaces.models import Espace
from convive.recherche.selectors.resultats import PAR_PAGE
from tests.echanges.factories import publish
from tests.espaces.factories import create_espace_civraisien, create_note_essai

pytestmark = pytest.mark.django_db
URL = "/recherche/"
SUGGESTIONS = {"HX-Request": "true", "HX-Target": "suggestions"}
# Session, compte, bell (1), places and their limits (2), the three of the search, one more for a common word, the texts
# of the page, one for each kind on it, two for the territories.
MAX_REQUETES = 15


def get_page(client: Client, q: str, **parametres: str) -> str:
    response = client.get(URL, {"q": q, **parametres})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def get_suggestions(client: Client, q: str) -> str:
    return client.get(URL, {"q": q}, headers=SUGGESTIONS).content.decode()


def test_name_of_the_page():
    assert reverse("recherche:resultat_list") == URL


@pytest.fixture
def garni(espace: Espace, chargee) -> Espace:
    create_note_essai(espace, "Les crèches du nord", "On cherche une place. La crèche des Tilleuls est complète.")
    create_note_essai(espace, "Transport", "Une navette pour l’enfance, et rien d’autre.")
    create_note_essai(create_espace_civraisien(chargee, nom="Espace voisin"), "Crèche voisine", "Ailleurs.")
    return espace


def test_results_show_the_words_in_their_context(garni: Espace, chargee, connecte):
    page = get_page(connecte(chargee), "creche")
    assert "Les <mark>crèches</mark> du nord" in page
    assert "La <mark>crèche</mark> des Tilleuls" in page
    assert "résultats pour « creche »" in page.replace("\u00a0", " ")
    assert f"Note · {garni.nom}" in page
    assert "Transport" not in page


def test_text_of_a_note_is_never_markup(garni: Espace, chargee, connecte):
    create_note_essai(garni, "Crèche <b>grasse</b>", "<script>alert(1)</script> crèche")
    page = get_page(connecte(chargee), "crèche")
    assert "<b>grasse" not in page
    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;b&gt;"' in get_page(connecte(chargee), '"><b>')


def test_results_are_filtered_by_kind_and_by_espace(garni: Espace, chargee, connecte):
    client = connecte(chargee)
    note = garni.notes.get(titre="Transport")
    publish(chargee, garni, "Une crèche", sur=note)
    page = get_page(client, "crèche")
    assert "Commentaire <span>1</span>" in page
    assert "Note <span>2</span>" in page
    page = get_page(client, "crèche", genre="note", espace=str(garni.pk))
    assert "Les <mark>crèches</mark> du nord" in page
    assert "voisine" not in page
    assert "Commentaire de" not in page


@pytest.mark.parametrize("parametres", [{"genre": "inconnu"}, {"espace": "faux"}, {"page": "zzz"}, {"page": "99"}])
def test_forged_filters_change_nothing(parametres, garni: Espace, chargee, connecte):
    assert "Les <mark>crèches</mark> du nord" in get_page(connecte(chargee), "creche", **parametres)


def test_results_are_read_page_by_page(espace: Espace, chargee, connecte):
    for rank in range(PAR_PAGE + 2):
        create_note_essai(espace, f"Ludothèque {rank}")
    client = connecte(chargee)
    first = get_page(client, "ludothèque")
    assert "Page 1 sur 2" in first
    assert "page=2" in first
    assert get_page(client, "ludothèque", page="2").count("<mark>Ludothèque</mark>") == 2


def test_groups_of_what_everyone_sees(client: Client, pays):
    page = get_page(client, "civraisien")
    assert 'aria-labelledby="territoire-titre"' in page
    assert "/portrait/200070035/" in page
    page = get_page(client, "ALSH")
    assert "Accueil de loisirs sans hébergement" in page
    assert "/glossaire/#sigle-alsh" in page
    assert 'href="/perimetres/composer/" data-resultat' in get_page(client, "composer")


def test_pages_of_an_espace_are_found_by_whom_they_open(garni: Espace, chargee, lectrice, connecte):
    lien = f'href="{reverse("espaces:membre_list", args=[garni.pk])}" data-resultat'
    assert lien in get_page(connecte(chargee), "membres")
    assert lien not in get_page(connecte(lectrice), "membres")


def test_choosing_a_source_leaves_the_rest_out(garni: Espace, chargee, connecte):
    page = get_page(connecte(chargee), "civraisien", genre="territoire")
    assert "territoire-titre" in page
    assert "objets-titre" not in page


@pytest.mark.parametrize("q", ["", "   ", "?!", "la de du"])
def test_nothing_to_look_for_teaches(q: str, client: Client, pays):
    page = get_page(client, q)
    assert "Que peut-on chercher ?" in page.replace("\u00a0", " ")
    assert f"{URL}?q=ALSH" in page


def test_misspelt_word_is_put_right(garni: Espace, chargee, connecte):
    page = get_page(connecte(chargee), "tilelus")
    assert f'<a href="{URL}?q=tilleuls"' in page
    assert "Vouliez-vous dire" in page


def test_when_no_text_has_all_the_words_one_is_enough(garni: Espace, chargee, connecte):
    page = get_page(connecte(chargee), "navette xyzabc")
    assert "aucun texte ne contient tous ces mots" in page
    assert "<mark>navette</mark>" in page


def test_misspelt_territory_is_proposed(client: Client, pays):
    page = get_page(client, "civraisein")
    assert "Vouliez-vous dire" in page
    assert "/portrait/200070035/" in page


def test_swap_gives_the_same_as_a_reload(garni: Espace, chargee, connecte):
    client = connecte(chargee)
    fragment = client.get(URL, {"q": "crèche"}, headers={"HX-Request": "true", "HX-Target": "resultats"})
    assert re.sub(r"\s+", " ", fragment.content.decode()).strip() in get_page(client, "crèche")
    assert fragment.headers["Vary"].startswith("HX-Request, HX-Target")


def test_suggestions_come_while_one_types(garni: Espace, chargee, connecte):
    client = connecte(chargee)
    found = get_suggestions(client, "tilleu")
    assert 'role="listbox"' in found
    assert 'role="option"' in found
    assert "Les crèches du nord" in found
    assert "<html" not in found
    assert get_suggestions(client, "t").count("option") == 0
    assert "Aucune suggestion" in get_suggestions(client, "zzzzqq")


def test_suggestions_of_a_visitor_are_public(client: Client, garni: Espace):
    assert "/portrait/200070035/" in get_suggestions(client, "civrai")
    assert "crèche" not in get_suggestions(client, "crèch")


def test_box_of_the_header_is_on_every_page(client: Client, pays):
    for url in ("/", "/sources/", URL):
        page = client.get(url).content.decode()
        assert f'class="cv-search" id="chercher-partout" role="search" action="{URL}" method="get"' in page
        assert f'hx-get="{URL}"' in page


@pytest.mark.parametrize("nombre", [1, 9])
def test_number_of_queries_does_not_grow(nombre: int, garni: Espace, chargee, connecte, django_assert_max_num_queries):
    for rank in range(nombre):
        create_note_essai(garni, f"Crèche {rank}")
    client = connecte(chargee)
    with django_assert_max_num_queries(MAX_REQUETES) as captured:
        get_page(client, "crèche")
    with django_assert_max_num_queries(MAX_REQUETES):
        get_suggestions(client, "crèch")
    # PostgreSQL is asked how common the words are.
    assert len(captured) == (12 if connection.vendor == "postgresql" else 11)

"""The page of one indicator: figures, sentences, years, ranking, and the way back to the files."""

import pytest
from django.urls import reverse

from tests.diagnostic.conftest import BORDEAUX, CIVRAISIEN, GRAND_PARIS, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_page(client, reference: str, indicateur: str):
    return client.get(
        reverse("diagnostic:indicateur_detail", kwargs={"reference": reference, "indicateur": indicateur})
    )


def test_page_says_the_figure_its_place_and_its_limits(client):
    text = get_page(client, CIVRAISIEN, "part_65p").content.decode()
    for expected in (
        "29,8",
        "En phrases",
        "Parmi les intercommunalités",
        "Rang",
        "ne dit pas",
        "D’où vient ce chiffre",
    ):
        assert expected in text
    assert "CC du Civraisien en Poitou" in text
    assert text.count("is-mine") == 1


def test_figure_is_followed_to_file_and_column(client):
    text = get_page(client, CIVRAISIEN, "part_proprietaires_occupants").content.decode()
    assert "base_cc_comparateur" in text
    assert "P18_RP_PROP" in text
    assert "35 sur 35" in text


def test_figure_that_waits_says_how_to_load_its_source(client, settings, chiffres_base_dir):
    settings.DONNEES_DIR = chiffres_base_dir
    text = get_page(client, CIVRAISIEN, "taux_pauvrete").content.decode()
    assert "Ce chiffre attend sa source" in text
    assert "Déposez" in text
    assert "cc_filosofi_2021_COM" in text
    assert "rien à déposer" not in text
    assert "Rien n’est estimé à sa place" in text
    assert 'id="chiffre"' not in text


def test_figure_that_was_waited_for_is_shown_once_its_source_is_loaded(client):
    text = get_page(client, CIVRAISIEN, "taux_couverture_global").content.decode()
    assert "Ce chiffre attend sa source" not in text
    assert 'id="chiffre"' in text
    assert "60,3" in text


def test_figure_that_nothing_reads_asks_nobody_for_a_file(client):
    text = get_page(client, CIVRAISIEN, "part_0_2_parents_actifs").content.decode()
    assert "Ce chiffre attend sa source" in text
    assert "il n’y a rien à déposer" in text
    assert "Déposez" not in text
    assert 'id="chiffre"' not in text


def test_break_of_a_series_is_shown_and_told(client):
    text = get_page(client, "86082", "taux_natalite").content.decode()
    assert "Année par année" in text


def test_fictional_territory_is_not_ranked(client):
    text = get_page(client, TROIS_GUES, "naissances_domiciliees").content.decode()
    assert "Parmi les intercommunalités" not in text
    assert "territoire fictif, chiffres inventés" in text
    assert "<svg" in text


def test_unknown_indicator_is_a_404_that_names_it(client):
    response = get_page(client, CIVRAISIEN, "rien_de_tel")
    assert response.status_code == 404
    assert "rien_de_tel" in response.content.decode()


def test_queries_do_not_grow_with_the_communes(client, django_assert_max_num_queries):
    for reference in (CIVRAISIEN, GRAND_PARIS):
        with django_assert_max_num_queries(4):
            get_page(client, reference, "part_65p")


def test_quartiers_are_read_in_a_table_where_a_commune_is_cut(client):
    text = get_page(client, BORDEAUX, "part_65p").content.decode()
    assert "Par quartier (IRIS)" in text
    # A quartier whose producer keeps the figure is not a zero.
    quartiers = get_page(client, BORDEAUX, "niveau_vie_median").content.decode().partition("Par quartier (IRIS)")[2]
    assert 'scope="row"' in quartiers
    assert "Par quartier" not in get_page(client, CIVRAISIEN, "naissances_domiciliees").content.decode()
    metropole = " ".join(get_page(client, GRAND_PARIS, "part_65p").content.decode().split())
    assert "s’affichent sur la page de chaque commune" in metropole

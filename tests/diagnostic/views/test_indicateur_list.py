"""The list of indicators: for everyone on any territory, for members on that of their espace."""

import re

import pytest
from django.urls import reverse

from convive.diagnostic.selectors.catalogue import get_coeur
from tests.diagnostic.conftest import CIVIS, CIVRAISIEN, GRAND_PARIS, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_page(client, reference: str, **parameters: str):
    return client.get(reverse("diagnostic:indicateur_list", kwargs={"reference": reference}), parameters)


def test_a_visitor_reads_every_thematique(client):
    text = get_page(client, CIVRAISIEN).content.decode()
    for theme in get_coeur().thematiques:
        assert f'id="{theme.identifiant}"' in text
    assert text.count("<h1") == 1
    assert "plus élevée que dans le département (Vienne)\u00a0: 29,8\u00a0%" in text
    assert "n’est pas encore dans Convive" in text
    assert not re.search(r"\sstyle=", text)


def test_one_thematique_may_be_asked_for(client):
    text = get_page(client, CIVRAISIEN, thematique="logement").content.decode()
    assert 'id="logement"' in text
    assert 'id="demographie"' not in text
    assert 'id="demographie"' in get_page(client, CIVRAISIEN, thematique="rien").content.decode()


def test_indicator_that_waits_says_which_source(client):
    text = get_page(client, CIVRAISIEN, thematique="petite_enfance").content.decode()
    assert "Insee, Recensement de la population, enfants selon l’activité des parents" in text.replace("\xa0", " ")


def test_series_have_a_line_that_is_said_in_words(client):
    text = get_page(client, TROIS_GUES, thematique="demographie").content.decode()
    assert re.search(r'<svg class="cv-spark"[^>]*aria-label="de [^"]+ en 2014 à [^"]+ en 2023">', text)
    assert "Territoire d’exercice." in text


def test_former_code_leads_to_the_territory_of_today(client):
    response = get_page(client, "86082")
    assert response.status_code == 200
    assert get_page(client, "999999998").status_code == 404
    assert client.post(reverse("diagnostic:indicateur_list", kwargs={"reference": CIVIS})).status_code == 405


def test_queries_do_not_grow_with_the_communes(client, django_assert_max_num_queries):
    for reference in (CIVRAISIEN, GRAND_PARIS):
        with django_assert_max_num_queries(3):
            get_page(client, reference)
    assert len(get_page(client, GRAND_PARIS).content) < 150_000


def test_what_its_source_does_not_say_here_is_kept_apart(client):
    """The extract of the census says nothing of this territory: that is neither a zero nor a source to load."""
    text = get_page(client, CIVRAISIEN).content.decode()
    assert "que leur source ne donne pas ici" in text
    assert "année non précisée" not in text

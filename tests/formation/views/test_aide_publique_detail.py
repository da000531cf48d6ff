"""The help on a page without an espace: the same panel and the same page, without an account."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from convive.formation.selectors.aide import get_aides_publiques, read_aide_publique
from convive.formation.selectors.cours import COURS, get_cours
from convive.ui.glossaire import get_glossaire

pytestmark = pytest.mark.django_db
PAGES = {"diagnostic:portrait_detail": {"reference": "200000172"}, "recherche:resultat_list": {}}


def build_url(page: str) -> str:
    return f"{reverse('formation:aide_publique_detail')}?page={quote(page)}"


def test_each_text_names_what_exists_and_every_gesture_leads_somewhere():
    apports = {
        (row.cle, apport.titre, rang)
        for row in get_cours(COURS[0]).sequences
        for apport in row.apports
        for rang in range(1, len(apport.paragraphes) + 1)
    }
    assert set(get_aides_publiques()) == set(PAGES)
    for vue, arguments in PAGES.items():
        lue = read_aide_publique(reverse(vue, kwargs=arguments))
        assert len(lue.gestes) == len(lue.aide.gestes), vue
        assert set(lue.aide.mots) <= set(get_glossaire())
        assert lue.aide.apport is None or lue.aide.apport in apports
        assert lue.aide.sert_a.count(".") == 2, vue


def test_the_search_leads_to_its_help_and_back(client):
    page = reverse("recherche:resultat_list")
    html = client.get(page).content.decode()
    assert build_url(page).replace("%2F", "/") in html.replace("%2F", "/")
    assert '<dialog class="cv-aide"' in html
    aide = client.get(build_url(page)).content.decode()
    assert "La recherche" in aide
    assert f'href="{page}">Revenir' in aide
    # Nothing is asked of anybody here.
    assert "Dans votre espace" not in aide


def test_a_swap_is_the_text_of_the_page(client):
    url = build_url("/portrait/200000172/")
    page = client.get(url).content.decode()
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "Le portrait d’un territoire" in fragment
    assert "<html" not in fragment
    assert fragment.strip() in page


@pytest.mark.parametrize("chemin", ["", "/", "//ailleurs.fr/", "http://[", "/compte/", "/espaces/"])
def test_another_path_has_none(client, chemin):
    assert client.get(build_url(chemin)).status_code == 404

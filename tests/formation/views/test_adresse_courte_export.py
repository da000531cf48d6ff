"""A short address opens the page of our list that it stands for, and nothing else."""

import pytest
from django.urls import reverse

from convive.formation.rules.adresses_courtes import build_adresses
from convive.formation.selectors.adresses_courtes import get_adresses_courtes
from convive.formation.selectors.cours import get_cours
from convive.formation.templatetags.formation_adresses import adresse_courte
from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.prise_poste.selectors.contenus import get_etapes

LIGNE = {"code": "ctg", "titre": "La CTG", "url": "https://www.caf.fr/ctg"}


@pytest.mark.parametrize("code", ["eaje", "EAJE"])
def test_a_code_opens_the_page_it_stands_for(client, code):
    answer = client.get(f"/r/{code}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == get_adresses_courtes().by_code["eaje"].url


@pytest.mark.parametrize("code", ["inconnu", "https-evil", "eaje2"])
def test_another_code_opens_nothing(client, code):
    assert client.get(reverse("formation:adresse_courte_export", args=[code])).status_code == 404


def test_only_our_list_is_opened_whatever_follows(client):
    assert client.get("/r/eaje?url=https://example.org").headers["Location"].startswith("https://www.caf.fr/")
    assert client.get("/r/https://example.org").status_code == 404
    assert client.post("/r/eaje").status_code == 405


def test_each_page_that_the_course_or_a_step_cites_has_a_code(settings):
    settings.URL_PUBLIQUE = "https://convive.exemple.fr"
    citees = {url for row in get_cours("ctg_deux_jours").sequences for apport in row.apports for url in apport.sources}
    citees |= {source.url for etape in get_etapes() for source in etape.sources if source.url}
    assert citees <= set(get_adresses_courtes().by_url)
    assert adresse_courte("https://www.caf.fr/partenaires/convention-territoriale-globale") == (
        "convive.exemple.fr/r/ctg"
    )
    # Of a page that a trainer typed, there is no code.
    assert adresse_courte("https://example.org/") == ""


@pytest.mark.parametrize(
    ("lignes", "message"),
    [
        ([LIGNE | {"code": "É"}], "recopie"),
        ([LIGNE | {"code": "a/b"}], "recopie"),
        ([LIGNE | {"url": "http://caf.fr"}], "https"),
        ([LIGNE | {"titre": ""}], "titre"),
        ([LIGNE, LIGNE | {"url": "https://caf.fr"}], "Deux fois"),
        ([LIGNE, LIGNE | {"code": "autre"}], "Deux fois"),
    ],
)
def test_a_list_that_paper_could_not_carry_is_refused(lignes, message):
    with pytest.raises(ContenuInvalide, match=message):
        build_adresses({"adresses": lignes})

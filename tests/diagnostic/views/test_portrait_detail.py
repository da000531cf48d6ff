"""The page of a portrait: what it shows, for whom, with how many queries."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from convive.diagnostic.selectors.catalogue import get_coeur
from convive.espaces.middleware import COOKIE_ESPACE
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from tests.diagnostic.conftest import BORDEAUX, CIVIS, CIVRAISIEN, GRAND_PARIS, MAYOTTE, TROIS_GUES
from tests.diagnostic.factories import create_espace_reel
from tests.espaces.factories import create_compte, create_membre

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_page(client, reference: str, **parameters: str):
    return client.get(reverse("diagnostic:portrait_detail", args=[reference]), parameters)


def test_a_visitor_reads_the_portrait_of_an_epci(client):
    response = get_page(client, CIVRAISIEN)
    text = response.content.decode()
    assert response.status_code == 200
    assert "CC du Civraisien en Poitou" in text
    assert "35\u00a0communes, 26\u202f641\u00a0habitants en 2023" in text
    assert text.count("<h1") == 1
    assert "Page du producteur" in text


@pytest.mark.parametrize("reference", [BORDEAUX, CIVIS, "86082", "75056", "69381"])
def test_other_kinds_of_territories_have_a_page(client, reference: str):
    assert get_page(client, reference).status_code == 200


def test_fictional_territory_says_so(client):
    text = get_page(client, TROIS_GUES).content.decode()
    assert "Territoire d’exercice." in text
    assert "chiffres inventés" in text


def test_real_territory_does_not_look_fictional(client):
    assert "Territoire d’exercice." not in get_page(client, CIVRAISIEN).content.decode()


def test_unknown_reference_is_a_404_that_helps(client):
    response = get_page(client, "999999998")
    assert response.status_code == 404
    assert "999999998" in response.content.decode()


def test_post_is_refused(client):
    assert client.post(reverse("diagnostic:portrait_detail", args=[CIVRAISIEN])).status_code == 405


def test_queries_do_not_grow_with_the_communes(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        get_page(client, CIVRAISIEN)
    with django_assert_num_queries(2):
        get_page(client, GRAND_PARIS)


def test_page_of_a_large_metropole_stays_light(client):
    """Size, not time: 150 kB of HTML is the budget of a page."""
    assert len(get_page(client, GRAND_PARIS).content) < 150_000


def test_long_table_is_cut_until_the_reader_asks_for_all(client):
    text = get_page(client, GRAND_PARIS).content.decode()
    assert "Les 60 premières communes sur 130" in text
    whole = get_page(client, GRAND_PARIS, lignes="toutes").content.decode()
    assert "premières communes sur" not in whole
    table = whole[whole.index("data-tri") :]
    assert table[: table.index("</table>")].count('<th scope="row">') == 130


def list_phrases(text: str) -> list[str]:
    return re.findall(r'<p id="phrase-[^"]+">([^<]+)', text)


@pytest.mark.parametrize("reference", [CIVRAISIEN, BORDEAUX, TROIS_GUES])
def test_no_sentence_is_written_twice(client, reference: str):
    sentences = list_phrases(get_page(client, reference).content.decode())
    assert len(sentences) > 3
    assert len(sentences) == len(set(sentences))


def test_thematiques_come_in_the_order_of_a_ctg_with_their_figures(client):
    text = get_page(client, TROIS_GUES).content.decode()
    places = [text.index(f'id="{theme.identifiant}"') for theme in get_coeur().thematiques]
    assert places == sorted(places)
    petite_enfance = text[text.index('id="petite_enfance"') : text.index('id="enfance"')]
    assert 2 <= petite_enfance.count('class="cv-figure"') <= 3
    assert "Voir les 9 autres indicateurs" in petite_enfance
    assert "?thematique=petite_enfance" in petite_enfance


def test_thematique_without_a_value_says_in_one_line_who_has_it(client, settings, chiffres_base_dir):
    settings.DONNEES_DIR = chiffres_base_dir
    text = get_page(client, CIVRAISIEN).content.decode()
    theme = text[text.index('id="precarite"') : text.index('id="communes"')]
    assert "Il manque ici les revenus, la pauvreté et le chômage" in theme
    assert "à demander à l’Insee et à France Travail." in theme
    assert text.count('href="/sources/">Ce qui manque encore, et d’où cela viendra') == 1
    assert "cv-figure" not in theme
    assert "CONVIVE_DEPOT" not in text


def test_comparison_is_chosen_in_the_address(client):
    text = get_page(client, CIVRAISIEN).content.decode()
    assert "sont comparés avec le département (Vienne)" in text
    france = get_page(client, CIVRAISIEN, comparer="france", carte="densite").content.decode()
    assert "sont comparés avec la France" in france
    themes = france[france.index('id="demographie"') : france.index('id="communes"')]
    assert "qu’en France" in themes
    assert "Vienne" not in themes
    assert 'href="?comparer=region&amp;carte=densite#comparer"' in france
    assert '<input type="hidden" name="comparer" value="france">' in france
    assert (
        "sont comparés avec le département (Vienne)" in get_page(client, CIVRAISIEN, comparer="rien").content.decode()
    )


def test_territories_alike_are_compared_as_one(client):
    text = get_page(client, CIVRAISIEN, comparer="semblables").content.decode()
    assert re.search(r"sont comparés avec les \d\sintercommunalités semblables|Aucun EPCI n’a assez de chiffres", text)
    assert "comparer=semblables" not in get_page(client, TROIS_GUES).content.decode()


def test_the_territory_has_one_population(client):
    text = get_page(client, CIVRAISIEN).content.decode()
    assert "26\u202f641\u00a0habitants en 2023" in text
    assert "Série annuelle de la population" not in text


def test_table_of_communes_sorts_without_script(client):
    def names(tri: str) -> list[str]:
        text = get_page(client, CIVRAISIEN, tri=tri).content.decode()
        table = text[text.index("data-tri") :]
        return re.findall(r'<th scope="row">([^<]+)</th>', table)[:35]

    ascending, descending = names("population_municipale"), names("-population_municipale")
    assert ascending == list(reversed(descending))
    assert descending[0] == "Valence-en-Poitou"
    assert names("nom")[:3] == ["Anché", "Asnois", "Blanzay"]
    assert names("n_existe_pas") == names("nom")


def test_chosen_commune_stands_beside_the_territory(client):
    text = get_page(client, CIVRAISIEN, commune="86082").content.decode()
    assert "Valence-en-Poitou et CC du Civraisien en Poitou" in text
    assert "is-mine" in text


def test_map_shows_the_chosen_indicator(client):
    text = get_page(client, CIVRAISIEN, carte="densite").content.decode()
    assert "Densité de population, par commune, 2023" in text


def test_one_commune_of_very_few_people_has_no_map_nor_rate(client):
    text = get_page(client, "26274").content.decode()
    assert 'id="carte"' not in text
    assert "Répartition de la population par âge" not in text
    logement = text[text.index('id="logement"') : text.index('id="handicap"')]
    assert "Il manque ici" not in logement


def test_unknown_map_and_commune_fall_back(client):
    text = get_page(client, CIVRAISIEN, carte="rien", commune="75056").content.decode()
    assert "Part des 65 ans ou plus, par commune, 2021" in text
    assert "is-mine" not in text


def test_charts_have_a_title_a_description_and_a_table(client):
    text = get_page(client, CIVRAISIEN).content.decode()
    charts = re.findall(r"<svg[^>]*role=\"img\"[^>]*>.*?</svg>", text, re.S)
    assert len(charts) >= 3
    assert all("<title" in chart and "<desc" in chart for chart in charts)
    assert text.count("Voir le tableau") == len(charts)
    identifiers = re.findall(r'\bid="([^"]+)"', text)
    assert len(identifiers) == len(set(identifiers))


def test_no_inline_style(client):
    text = get_page(client, CIVRAISIEN).content.decode()
    assert not re.search(r"\sstyle=", text)
    assert "<style" not in text


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\ufffe", "\uffff", "\u202e"])
def test_name_saved_with_an_invisible_sign_has_a_page(client, sign: str):
    """Saved before names were cleaned: the renderer of charts would end the process on it."""
    cle = create_perimetre(codes=["86082", "86078"], nom="Bassin", date_validite=date(2026, 1, 1)).reference[2:]
    Perimetre.objects.filter(cle=cle).update(nom=f"Bas{sign}sin")
    text = get_page(client, f"p-{cle}").content.decode()
    assert "<h1>Bas" in text
    assert sign not in text


def test_no_chart_without_a_value_of_the_territory(client):
    text = get_page(client, MAYOTTE).content.decode()
    titles = re.findall(r"<title[^>]*>([^<]*)</title>", text)
    assert not any(title.rstrip().endswith(",") for title in titles)
    assert not any("Répartition des logements" in title for title in titles)
    assert "non chargée" not in text


def test_a_figure_becomes_a_constat_where_one_works(client):
    espace = create_espace_reel(CIVRAISIEN)
    client.force_login(espace.created_by, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Garder comme constat" not in get_page(client, CIVRAISIEN).content.decode()
    client.cookies[COOKIE_ESPACE] = str(espace.pk)
    assert "Garder comme constat" not in get_page(client, BORDEAUX).content.decode()
    text = get_page(client, CIVRAISIEN).content.decode()
    adresses = re.findall(rf'href="(/espaces/{espace.pk}/constats/ecrire/[^"]+)"', text)
    assert len(adresses) == len(list_phrases(text))
    assert not any("territoire" in adresse for adresse in adresses)
    form = client.get(unescape(adresses[0])).content.decode()
    assert "Population municipale" in form
    assert "Insee" in form


def test_a_figure_of_a_commune_of_the_espace_stays_that_of_the_commune(client):
    espace = create_espace_reel(CIVRAISIEN)
    client.force_login(espace.created_by, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies[COOKIE_ESPACE] = str(espace.pk)
    text = get_page(client, "86082").content.decode()
    adresse = re.search(r'href="([^"]+constats/ecrire/[^"]+)"', text)
    assert adresse is not None
    assert "territoire=86082" in adresse[1]
    assert "Valence-en-Poitou, " in client.get(unescape(adresse[1])).content.decode()
    # Of a territory that is not in the espace, nothing is taken.
    ailleurs = unescape(adresse[1]).replace("86082", BORDEAUX)
    assert "Bordeaux" not in client.get(ailleurs).content.decode()


def test_who_may_not_write_a_constat_is_offered_none(client):
    espace = create_espace_reel(CIVRAISIEN)
    lectrice = create_compte("lectrice")
    create_membre(espace, lectrice, "lecture")
    client.force_login(lectrice, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies[COOKIE_ESPACE] = str(espace.pk)
    assert "Garder comme constat" not in get_page(client, CIVRAISIEN).content.decode()


def test_who_has_the_espace_of_this_territory_is_led_to_it(client):
    creer = f"{reverse('espaces:espace_create')}?depuis={CIVRAISIEN}"
    assert creer in get_page(client, CIVRAISIEN).content.decode()
    espace = create_espace_reel(CIVRAISIEN)
    client.force_login(espace.created_by, backend="allauth.account.auth_backends.AuthenticationBackend")
    text = get_page(client, CIVRAISIEN).content.decode()
    assert creer not in text
    assert "Ouvrir l’espace" in text
    # One commune of it is not its territory.
    assert "Créer un espace" in get_page(client, "86082").content.decode()

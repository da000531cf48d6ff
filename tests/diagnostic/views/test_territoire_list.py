import pytest
from django.test import Client
from django.urls import reverse

from convive.territoires.actions import import_territoires
from convive.territoires.selectors import get_index_suggestions
from tests.territoires.factories import MILLESIME, build_commune, build_lignes, create_pays

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def pays(db) -> None:
    get_index_suggestions.cache_clear()
    create_pays()


def get_page(client: Client, q: str | None = None, **options) -> str:
    """The list itself, that a single answer would leave for its portrait."""
    response = client.get(reverse("diagnostic:territoire_list"), {} if q is None else {"q": q, "liste": 1}, **options)
    assert response.status_code == 200
    return response.content.decode()


def test_territoire_list_shows_what_tells_homonyms_apart(client: Client):
    page = get_page(client, "civraisien")
    assert "<title>Territoires : civraisien – Convive</title>" in page
    assert 'href="/portrait/200070035/"' in page
    assert "CC du Civraisien en Poitou" in page
    assert "Intercommunalité, 3\xa0communes" in page
    assert "Vienne (86)" in page
    assert "7\u202f831" in page
    assert 'href="/perimetres/composer/?depuis=200070035"' in page
    assert "1\xa0territoire pour «\xa0civraisien\xa0»" in page
    assert 'value="civraisien"' in page


@pytest.mark.parametrize(("q", "reference"), [("civraisien", "200070035"), ("200070035", "200070035")])
def test_territoire_list_with_one_answer_leads_to_its_portrait(client: Client, q: str, reference: str):
    response = client.get(reverse("diagnostic:territoire_list"), {"q": q})
    assert response.status_code == 302
    assert response["Location"] == reverse("diagnostic:portrait_detail", args=[reference])


def test_territoire_list_that_one_was_typing_stays_a_list_when_opened_again(client: Client):
    swap = client.get(reverse("diagnostic:territoire_list"), {"q": "civraisien"}, headers=HTMX)
    assert swap.status_code == 200
    assert swap["HX-Replace-Url"] == "?q=civraisien&liste=1"
    assert client.get(reverse("diagnostic:territoire_list") + swap["HX-Replace-Url"]).status_code == 200


def test_territoire_list_leads_a_deleguee_to_its_commune(client: Client):
    page = get_page(client, "couhé")
    assert page.count('href="/portrait/86082/"') == 2
    assert "commune déléguée de Valence-en-Poitou" in page


def test_territoire_list_says_that_a_territory_is_fictional_and_a_population_missing(client: Client):
    assert "territoire fictif" in get_page(client, "fictiville")
    page = get_page(client, "confolens")
    assert "cv-val--non_disponible" in page


def test_territoire_list_without_a_question_teaches(client: Client):
    page = get_page(client)
    assert "Que peut-on chercher" in page
    for href in ("?q=civraisien", "?q=Saint-Denis%2093", "?q=86000", "?q=Paris%2015"):
        assert href in page
    assert "<table" not in page


@pytest.mark.parametrize(("q", "href"), [("civraisein", "/portrait/200070035/"), ("Poitier", "/portrait/86194/")])
def test_territoire_list_of_a_misspelt_name_suggests(client: Client, q: str, href: str):
    page = get_page(client, q)
    if "<table" not in page:
        assert "Vouliez-vous dire" in page
    assert f'href="{href}"' in page


def test_territoire_list_without_result_says_what_to_try(client: Client):
    page = get_page(client, "xyzxyzxyz")
    assert "Aucun territoire ne correspond à «\xa0xyzxyzxyz\xa0»" in page
    assert "Vouliez-vous dire" not in page
    assert "Essayez le seul début du nom" in page


def test_territoire_list_gives_the_first_page_a_few_lines(client: Client):
    response = client.get(reverse("diagnostic:territoire_list"), {"q": "civ", "forme": "court"}, headers=HTMX)
    court = response.content.decode()
    assert '<div id="resultats" data-resultats>' in court
    assert 'href="/portrait/200070035/"' in court
    assert "<table" not in court
    assert "HX-Replace-Url" not in response.headers
    vide = client.get(reverse("diagnostic:territoire_list"), {"q": "xyzxyz", "forme": "court"}, headers=HTMX)
    assert "Aucun territoire de ce nom." in vide.content.decode()


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", '"><img src=x>', "' OR 1=1 --", "\0", "86\x0000"])
def test_territoire_list_escapes_what_was_typed(client: Client, q: str):
    page = get_page(client, q)
    assert q not in page or "<" not in q
    assert "<img src=x>" not in page


def test_territoire_list_cuts_an_endless_question(client: Client):
    page = get_page(client, "a" * 5000)
    assert "a" * 80 in page
    assert "a" * 81 not in page


def test_territoire_list_says_when_there_are_more(client: Client):
    communes = [build_commune(f"86{n:03}", f"Vouneuil {n}") for n in range(300, 325)]
    import_territoires(lignes=[*build_lignes(), *communes], millesime=MILLESIME)
    page = get_page(client, "vouneuil")
    assert "Les 20 premiers territoires" in page
    assert page.count("data-resultat>") == 20


@pytest.mark.parametrize("q", ["civraisien", "Poitier", "xyzxyzxyz", ""])
def test_territoire_list_swap_is_the_same_as_a_reload(client: Client, q: str):
    fragment = get_page(client, q, headers=HTMX).strip()
    assert fragment.startswith('<div class="cv-gap" id="resultats"')
    assert "<html" not in fragment
    assert fragment in get_page(client, q)


def test_territoire_list_gives_the_whole_page_when_history_is_restored(client: Client):
    page = get_page(client, "civray", headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in page


def test_territoire_list_tells_caches_that_it_has_two_forms(client: Client):
    assert "HX-Request" in client.get(reverse("diagnostic:territoire_list")).headers["Vary"]


@pytest.mark.parametrize("q", ["civraisien", "86400", "vienne 86", "p"])
def test_territoire_list_needs_at_most_three_queries(client: Client, q: str, django_assert_max_num_queries):
    get_page(client, "poitier")
    with django_assert_max_num_queries(3):
        get_page(client, q)


def test_territoire_list_needs_the_same_queries_for_one_and_twenty(client: Client, django_assert_num_queries):
    communes = [build_commune(f"86{n:03}", f"Vouneuil {n}") for n in range(300, 325)]
    import_territoires(lignes=[*build_lignes(), *communes], millesime=MILLESIME)
    for q in ("civraisien", "vouneuil"):
        with django_assert_num_queries(2):
            get_page(client, q)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_territoire_list_is_only_read(client: Client, method: str):
    assert getattr(client, method)(reverse("diagnostic:territoire_list")).status_code == 405

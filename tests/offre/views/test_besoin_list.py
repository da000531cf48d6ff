import pytest

from convive.espaces.selectors.espace import get_perimetre_espace
from tests.offre.factories import create_inventaire, create_service_essai
from tests.offre.territoire import install

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(espace) -> list[str]:
    return [commune.code for commune in get_perimetre_espace(espace).communes]


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/besoins/"


def test_besoin_list_says_rates_and_where_it_is_far(connecte, url, espace, chargee, codes, monkeypatch):
    install(monkeypatch, codes)
    premier = sorted(codes)[0]
    create_service_essai(espace, "Crèche", code_commune=premier, places=12)
    create_service_essai(espace, "MAM", "mam", code_commune=premier)
    create_service_essai(espace, "Itinérant", "rpe")
    response = connecte(chargee).get(url)
    petits, loisirs = response.context["couvertures"]
    ligne = next(ligne for ligne in petits.lignes if ligne.code == premier)
    assert (ligne.enfants, ligne.offre.places, ligne.offre.sans_places, ligne.taux) == (60, 12, 1, 20)
    assert (loisirs.enfants, loisirs.total.enfants) == ("", None)
    distances = response.context["distances"]
    # From the west: each commune is 7,7 km wider than the one before; the farthest is said first.
    assert distances[0].km == max(ligne.km for ligne in distances)
    assert distances[-1].km == pytest.approx(0)
    page = response.content.decode().replace("\u00a0", " ")
    for words in (
        "20,0",
        "naissances de 2021 à 2023",
        "n’est pas encore dans Convive",
        "À vol d’oiseau",
        "1 service sans commune",
    ):
        assert words in page, words


def test_besoin_list_measures_another_type(connecte, url, espace, chargee, codes, monkeypatch):
    install(monkeypatch, codes)
    create_service_essai(espace, "Relais", "rpe", code_commune=sorted(codes)[0])
    client = connecte(chargee)
    assert "Aucun service de ce type" in client.get(url).content.decode()
    context = client.get(f"{url}?type=rpe&km=5").context
    assert (context["nombre"], context["km"], context["type"].cle) == (1, 5, "rpe")
    assert context["loin"] == len(codes) - 1
    # Nonsense is the usual.
    context = client.get(f"{url}?type=rien&km=loin").context
    assert (context["type"].cle, context["km"]) == ("multi_accueil", 10)


def test_besoin_list_without_figures_keeps_the_places(connecte, url, espace, chargee):
    create_service_essai(espace, code_commune="86078", places=10)
    page = connecte(chargee).get(url).content.decode()
    assert "n’est pas encore dans Convive" in page


def test_besoin_list_says_that_a_limited_place_counts_a_part(connecte, url, espace, coordinatrice):
    espace.membres.get(compte=coordinatrice).thematiques.add(espace.thematiques.get(nom="Enfance"))
    assert "Une partie de l’offre" in connecte(coordinatrice).get(url).content.decode()


def test_besoin_list_asks_as_little_for_many(connecte, url, espace, chargee, codes, monkeypatch, count_queries_get):
    install(monkeypatch, codes)
    create_inventaire(espace, 1)
    client = connecte(chargee)
    few = count_queries_get(client, url)
    create_inventaire(espace, 60)
    assert count_queries_get(client, url) == few <= 15

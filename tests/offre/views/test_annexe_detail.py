import pytest

from tests.offre.factories import create_cof_essai, create_service_essai, create_soutien_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/annexe-2/"


def test_annexe_detail_shows_a_day_and_offers_its_files(connecte, url, espace, chargee):
    client = connecte(chargee)
    assert "Aucun soutien noté" in client.get(url).content.decode()
    service = create_service_essai(espace, places=12)
    create_soutien_essai(service, annee=2025)
    create_cof_essai(espace, service)
    page = client.get(f"{url}?jour=2025-06-01").content.decode()
    for words in (
        "Les Roudoudous",
        "2024-117",
        "Mairie de Civray",
        "1er\u00a0juin\u00a02025",
        'value="2025-06-01"',
        "PDF",
    ):
        assert words in page, words
    suivante = client.get(f"{url}?jour=2026-06-01").content.decode()
    assert "à confirmer pour 2026" in suivante
    assert "/annees/2026/" in suivante
    # What is not a day of the inventory is today.
    for jour in ("hier", "1950-01-01"):
        assert client.get(url, {"jour": jour}).status_code == 200


def test_annexe_detail_says_that_a_limited_place_sees_a_part(connecte, url, espace, coordinatrice, lectrice):
    assert "Une partie de l’annexe" not in connecte(lectrice).get(url).content.decode()
    espace.membres.get(compte=coordinatrice).thematiques.add(espace.thematiques.get(nom="Enfance"))
    assert "Une partie de l’annexe" in connecte(coordinatrice).get(url).content.decode()


def test_annexe_detail_asks_as_little_for_many(connecte, url, espace, chargee, count_queries_get):
    client = connecte(chargee)
    create_soutien_essai(create_service_essai(espace, code_commune="86078"), annee=2025)
    few = count_queries_get(client, f"{url}?jour=2025-06-01")
    for rang in range(20):
        create_soutien_essai(create_service_essai(espace, f"Service {rang}", code_commune="86078"), annee=2025)
    assert count_queries_get(client, f"{url}?jour=2025-06-01") == few <= 15

import pytest

from convive.diagnostic.actions.vote import close_tour
from tests.diagnostic.factories import create_constat_essai, create_enjeu_essai, create_tour_essai, vote

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/enjeux/"


def test_enjeu_list_teaches_when_empty_and_lists_orphans(connecte, espace, chargee, lectrice):
    constat = create_constat_essai(espace)
    create_constat_essai(espace, "Un brouillon.", partage=False)
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert "Écrire un premier enjeu" in page
    assert f"/enjeux/ecrire/?constat={constat.pk}" in page
    assert "Un brouillon." not in page
    create_enjeu_essai(espace, constats=(constat,))
    assert 'id="orphelins"' not in connecte(lectrice).get(get_url(espace)).content.decode()


def test_ranking_is_read_by_everyone_once_the_vote_is_closed(connecte, espace, chargee, elue, lectrice):
    faible, fort = create_enjeu_essai(espace, "Le faible"), create_enjeu_essai(espace, "Le fort")
    tour = create_tour_essai(espace)
    vote(tour, elue, faible, 1, 1, 1, 1, 1)
    vote(tour, elue, fort, 4, 4, 4, 4, 4)
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert page.index("Le fort") < page.index("Le faible")
    assert "<b>100</b> sur 100" in page
    page = connecte(lectrice).get(get_url(espace)).content.decode()
    assert "sur 100" not in page
    assert page.index("Le faible") < page.index("Le fort")
    close_tour(by=chargee, tour=tour)
    page = connecte(lectrice).get(get_url(espace)).content.decode()
    assert page.index("Le fort") < page.index("Le faible")
    assert "<b>25</b> sur 100" in page


def test_enjeu_list_asks_as_many_questions_with_20_rows(connecte, espace, chargee, elue, count_queries_get):
    constat, client = create_constat_essai(espace), connecte(chargee)
    create_enjeu_essai(espace, constats=(constat,))
    tour = create_tour_essai(espace)
    few = count_queries_get(client, get_url(espace))
    for rang in range(20):
        vote(tour, elue, create_enjeu_essai(espace, f"Enjeu {rang}", constats=(constat,)), 1, 2, 3, 4, 0)
    assert count_queries_get(client, get_url(espace)) == few
    assert few <= 15

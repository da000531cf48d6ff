import pytest

from convive.diagnostic.actions.vote import build_bulletin, close_tour, record_votes
from convive.diagnostic.models import TourVote, VoteEnjeu
from convive.diagnostic.rules.elements import DiagnosticRefuse
from tests.diagnostic.factories import create_enjeu_essai, create_tour_essai

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/enjeux/voter/"


def build_data(tour: TourVote, *notes: str) -> dict[str, str]:
    criteres = tour.criteres.order_by("ordre")
    return {f"critere_{critere.pk}": note for critere, note in zip(criteres, notes, strict=True)}


def test_vote_create_says_when_there_is_nothing_to_vote(connecte, espace, chargee, elue):
    assert "Aucun vote n’est ouvert" in connecte(elue).get(get_url(espace)).content.decode()
    create_enjeu_essai(espace)
    create_tour_essai(espace)
    assert "Ce vote est réservé aux élu·es" in connecte(chargee).get(get_url(espace)).content.decode()


def test_an_elue_notes_one_enjeu_after_the_other(connecte, espace, elue):
    un, deux = create_enjeu_essai(espace, "Un"), create_enjeu_essai(espace, "Deux")
    tour, client = create_tour_essai(espace), connecte(elue)
    assert "Enjeu 1 sur 2" in client.get(get_url(espace)).content.decode()
    data = build_data(tour, "4", "3", "2", "1", "0")
    suite = client.post(f"{get_url(espace)}{un.pk}/", data).headers["Location"]
    assert suite == f"{get_url(espace)}{deux.pk}/"
    assert (
        client.post(suite, build_data(tour, "4", "", "", "", "")).headers["Location"] == f"/espaces/{espace.pk}/enjeux/"
    )
    assert VoteEnjeu.objects.filter(votant=elue, votant_nom="Elue").count() == 6
    # Sent again with a blank: the former note goes, it does not become a zero.
    client.post(f"{get_url(espace)}{un.pk}/", data | build_data(tour, "", "3", "2", "1", "0"))
    assert sorted(VoteEnjeu.objects.filter(enjeu=un).values_list("note", flat=True)) == [0, 1, 2, 3]
    page = client.get(get_url(espace)).content.decode()
    assert "Enjeu 1 sur 2" in page
    forged = client.post(f"{get_url(espace)}{un.pk}/", build_data(tour, "5", "3", "2", "1", "0"))
    assert forged.status_code == 200


def test_notes_of_a_workshop_are_nobodys_once_closed(connecte, espace, chargee, elue):
    enjeu = create_enjeu_essai(espace)
    tour = create_tour_essai(espace, "atelier")
    for notes in (("4", "4", "4", "4", "4"), ("2", "2", "2", "2", "2")):
        connecte(elue).post(f"{get_url(espace)}{enjeu.pk}/", build_data(tour, *notes))
    votes = VoteEnjeu.objects.all()
    assert {(v.votant, v.votant_nom, v.note) for v in votes} == {(None, "", 2)}
    bulletin = votes[0].bulletin
    assert build_bulletin(tour, elue).cle == bulletin
    close_tour(by=chargee, tour=tour)
    tour.refresh_from_db()
    assert build_bulletin(tour, elue).cle != bulletin
    with pytest.raises(DiagnosticRefuse, match="clos"):
        record_votes(tour=tour, enjeu=enjeu, bulletin=build_bulletin(tour, elue), notes={})


def test_vote_create_asks_few_questions_with_20_enjeux(connecte, espace, elue, count_queries_get):
    for rang in range(20):
        create_enjeu_essai(espace, f"Enjeu {rang}")
    create_tour_essai(espace)
    assert count_queries_get(connecte(elue), get_url(espace)) <= 15

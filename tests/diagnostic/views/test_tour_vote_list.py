import pytest

from convive.diagnostic.models import TourVote, VoteEnjeu
from tests.diagnostic.factories import create_enjeu_essai, create_tour_essai

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/enjeux/votes/"


def test_tour_vote_list_opens_one_vote_at_a_time_and_closes_it(connecte, espace, chargee, lectrice):
    client, data = connecte(chargee), {"geste": "ouvrir", "libelle": "Comité de juin", "cadre": "copil"}
    assert "Écrivez d’abord les enjeux" in client.post(get_url(espace), data).content.decode()
    create_enjeu_essai(espace)
    assert client.post(get_url(espace), data).status_code == 302
    assert "Un vote est déjà ouvert" in client.post(get_url(espace), data).content.decode()
    assert connecte(lectrice).post(get_url(espace), {"geste": "clore"}).status_code == 403
    connecte(chargee).post(get_url(espace), {"geste": "clore"})
    tour = TourVote.objects.get()
    assert (tour.is_ouvert, tour.sel) == (False, "")
    assert connecte(chargee).post(get_url(espace), {"geste": "clore"}).status_code == 200


def test_tour_vote_list_leads_to_a_paper_ballot(connecte, espace, chargee):
    enjeu = create_enjeu_essai(espace)
    tour, client = create_tour_essai(espace), connecte(chargee)
    assert client.post(get_url(espace), {"geste": "papier", "nom": ""}).status_code == 200
    url = client.post(get_url(espace), {"geste": "papier", "nom": "Une élue sans compte"}).headers["Location"]
    assert "Bulletin d’Une élue sans compte" in client.get(url).content.decode()
    critere = tour.criteres.first()
    jeton = url.partition("?")[2]
    client.post(f"/espaces/{espace.pk}/enjeux/voter/{enjeu.pk}/?{jeton}", {f"critere_{critere.pk}": "3"})
    note = VoteEnjeu.objects.get()
    assert (note.note, note.votant, note.votant_nom) == (3, None, "Une élue sans compte")
    assert client.get(f"/espaces/{espace.pk}/enjeux/voter/?bulletin=faux").status_code == 404


def test_a_workshop_ballot_asks_for_no_name(connecte, espace, chargee):
    create_enjeu_essai(espace)
    create_tour_essai(espace, "atelier")
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert "aucun nom n’est demandé" in page
    assert connecte(chargee).post(get_url(espace), {"geste": "papier"}).status_code == 302

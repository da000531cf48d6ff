import pytest

from convive.diagnostic.models import DecisionEnjeu
from convive.journal.models import Journal
from convive.socle.formats import date_longue
from tests.diagnostic.factories import create_constat_essai, create_enjeu_essai, create_tour_essai, vote
from tests.espaces.factories import create_compte

pytestmark = pytest.mark.django_db
DECISION = {
    "decision": "ecarte",
    "motif": "Hors de nos compétences.",
    "instance_libelle": "COPIL",
    "jour": "2026-06-12",
}


def get_url(enjeu) -> str:
    return f"/espaces/{enjeu.espace_id}/enjeux/{enjeu.pk}/"


def test_enjeu_detail_shows_where_it_comes_from_and_how_votes_spread(connecte, espace, chargee, elue, lectrice):
    enjeu = create_enjeu_essai(espace, constats=(create_constat_essai(espace),))
    tour = create_tour_essai(espace)
    vote(tour, elue, enjeu, 4, 4, 4, 4, 4)
    vote(tour, create_compte("autre_elue"), enjeu, 2, 2, 2, 2, 2)
    vote(tour, create_compte("elu_presse"), enjeu, 2, None, 2, 2, 2)
    page = connecte(chargee).get(get_url(enjeu)).content.decode().replace("\u00a0", " ")
    for shown in (
        "Une famille sur quatre",
        "<b>75</b> sur 100",
        "2 bulletins, de 50 à",
        "1 bulletin incomplet",
        "Autre elue",
    ):
        assert shown in page
    assert "sur 100</p>" not in connecte(lectrice).get(get_url(enjeu)).content.decode()


def test_votes_of_a_workshop_have_no_name(connecte, espace, chargee, elue):
    enjeu = create_enjeu_essai(espace)
    tour = create_tour_essai(espace, "atelier")
    vote(tour, elue, enjeu, 4, 4, 4, 4, 4)
    page = connecte(chargee).get(get_url(enjeu)).content.decode()
    assert "personne ne sait de qui sont les notes" in page
    assert "<b>100</b> sur 100" in page
    assert "Qui a noté quoi" not in page


def test_decision_is_kept_with_who_when_where_and_why(connecte, espace, directeur, lectrice):
    enjeu, client = create_enjeu_essai(espace), connecte(directeur)
    for _ in range(2):
        assert client.post(get_url(enjeu), DECISION).status_code == 302
    enjeu.refresh_from_db()
    assert (enjeu.decision, enjeu.instance_libelle, enjeu.note_par) == ("ecarte", "COPIL", directeur)
    trace = Journal.objects.get(objet_uuid=enjeu.pk, geste="valider")
    assert trace.detail == {"decision": "Écarté", "motif": "Hors de nos compétences.", "par": "COPIL"}
    page = connecte(lectrice).get(get_url(enjeu)).content.decode()
    assert "Hors de nos compétences." in page
    enjeu.instance_libelle = f"Comité du {date_longue(enjeu.date_decision)}"
    assert enjeu.libelle_decide == enjeu.instance_libelle
    assert connecte(lectrice).post(get_url(enjeu), DECISION).status_code == 403
    connecte(directeur).post(get_url(enjeu), DECISION | {"decision": "a_decider", "motif": ""})
    enjeu.refresh_from_db()
    assert (enjeu.decision, enjeu.date_decision) == (DecisionEnjeu.A_DECIDER, None)


def test_decision_asks_for_its_reasons(connecte, espace, chargee):
    enjeu, client = create_enjeu_essai(espace), connecte(chargee)
    page = client.post(
        get_url(enjeu), DECISION | {"motif": "", "instance_libelle": "", "jour": "2199-01-01"}
    ).content.decode()
    for shown in ("Indiquez pourquoi", "Indiquez qui a décidé", "Donnez le jour"):
        assert shown in page
    enjeu.refresh_from_db()
    assert enjeu.decision == DecisionEnjeu.A_DECIDER


def test_enjeu_detail_stays_light(connecte, espace, chargee, elue, count_queries_get):
    enjeu = create_enjeu_essai(espace, constats=(create_constat_essai(espace),))
    vote(create_tour_essai(espace), elue, enjeu, 4, 4, 4, 4, 4)
    # One of them for the decisions, one for the actions and the elements of the plan that answer it.
    assert count_queries_get(connecte(chargee), get_url(enjeu)) <= 30

"""Bodies, séances and decisions: what is refused, what is computed."""

from datetime import date, time

import pytest

from convive.gouvernance.rules.decisions import FaitsDecision, explain_decision, format_voix, is_en_retard, list_manques
from convive.gouvernance.rules.instances import (
    USAGES,
    Quorum,
    TypeInstance,
    explain_instance,
    explain_membre,
    is_mandat_en_cours,
)
from convive.gouvernance.rules.seances import (
    TRANSITIONS,
    StatutSeance,
    can_go,
    compute_minutage,
    explain_depart,
    explain_horaires,
    format_duree,
)

JOUR = date(2027, 3, 9)


def test_every_kind_and_every_state_has_its_words():
    assert set(USAGES) == set(TypeInstance)
    assert set(TRANSITIONS) == set(StatutSeance)


@pytest.mark.parametrize(
    ("quorum", "votants", "requis"),
    [(Quorum(), 12, 0), (Quorum(nombre=5), 12, 5), (Quorum(part_pourcent=50), 11, 6), (Quorum(part_pourcent=33), 9, 3)],
)
def test_a_quorum_is_rounded_up(quorum, votants, requis):
    assert quorum.compute_requis(votants) == requis


def test_a_body_needs_a_name_and_bounded_numbers():
    errors = explain_instance(nom=" ", seances_par_an=99, duree_minutes=0, quorum=Quorum(3, 50))
    assert set(errors) == {"nom", "seances_par_an", "duree_minutes", "quorum_nombre"}
    assert set(explain_instance(nom="a", seances_par_an=3, duree_minutes=60, quorum=Quorum(part_pourcent=0))) == {
        "quorum_part"
    }
    assert explain_instance(nom="a", seances_par_an=None, duree_minutes=60, quorum=Quorum(nombre=4)) == {}


def test_a_seat_is_held_by_someone_between_two_dates():
    errors = explain_membre(has_qui=False, debut=JOUR, fin=date(2026, 1, 1), siege="titulaire", has_supplee=True)
    assert set(errors) == {"qui", "date_fin", "supplee"}
    assert is_mandat_en_cours(JOUR, None, JOUR)
    assert not is_mandat_en_cours(JOUR, JOUR, JOUR)
    assert not is_mandat_en_cours(JOUR, None, date(2027, 3, 8))


def test_the_clock_of_an_agenda_goes_on_from_point_to_point():
    minutage = compute_minutage([10, 20, 45], time(14), time(15))
    assert [str(h) for h in minutage.horaires] == [
        "14\xa0h–14\xa0h\xa010",
        "14\xa0h\xa010–14\xa0h\xa030",
        "14\xa0h\xa030–15\xa0h\xa015",
    ]
    assert (minutage.total_minutes, minutage.prevu_minutes, minutage.reste_minutes) == (75, 60, -15)
    sans_heure = compute_minutage([10], None, None)
    assert str(sans_heure.horaires[0]) == ""
    assert sans_heure.reste_minutes is None


@pytest.mark.parametrize(("minutes", "texte"), [(45, "45\xa0min"), (120, "2\xa0h"), (90, "1\xa0h\xa030")])
def test_a_duration_is_read(minutes, texte):
    assert format_duree(minutes) == texte


def test_a_seance_moves_as_its_life_goes():
    assert can_go("brouillon", "convoquee")
    assert can_go("close", "en_cours")
    assert not can_go("brouillon", "close")
    assert not can_go("close", "annulee")
    assert not can_go("inconnu", "close")
    assert "motif" in explain_depart("convoquee", "annulee", " ")
    assert explain_depart("convoquee", "annulee", "Trop peu de monde.") == {}
    assert "motif" in explain_depart("close", "en_cours", "")
    assert explain_depart("close", "en_cours", "Close trop tôt.") == {}
    assert explain_depart("brouillon", "en_cours", "") == {}
    assert set(explain_horaires(time(14), time(13))) == {"heure_fin"}
    assert set(explain_horaires(None, time(13))) == {"heure_debut"}


def test_what_a_decision_lacks_before_the_closing():
    assert list_manques(FaitsDecision("a", "vote")) == ["qui la porte", "avant quelle date", "le résultat du vote"]
    assert list_manques(FaitsDecision("a", "prise_acte")) == []
    assert list_manques(FaitsDecision("a", "consensus", has_responsable=True, echeance=JOUR)) == []
    assert set(explain_decision(FaitsDecision("", "consensus", voix=(1, 0, 0)))) == {"libelle", "mode"}
    assert set(explain_decision(FaitsDecision("a", "consensus", statut="caduque", executee_le=JOUR))) == {
        "motif",
        "executee_le",
    }
    assert format_voix({"pour": 12, "contre": 1, "abstention": 2}) == "12\xa0pour, 1\xa0contre, 2\xa0abstentions"
    assert is_en_retard("a_faire", date(2027, 3, 1), JOUR)
    assert not is_en_retard("faite", date(2027, 3, 1), JOUR)

"""Half-days from a programme, numbers, places, what a session may become."""

from datetime import date, time

import pytest

from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.formation.rules.session import (
    DemiJourneePrevue,
    SequencePrevue,
    add_minutes,
    build_numero,
    choose_etat,
    count_places_libres,
    explain_suite,
    get_sortie,
    list_jours_ouvres,
    propose_demi_journees,
    refuse_demi_journees,
)

VENDREDI = date(2026, 11, 13)
COURS = [
    SequencePrevue("S1", "Comprendre", 1, "matin", 105),
    SequencePrevue("S2", "Diagnostiquer", 1, "matin", 105),
    SequencePrevue("S3", "Piloter", 1, "apres_midi", 180),
    SequencePrevue("S4", "Animer", 2, "matin", 0),
]


def test_the_half_days_follow_the_programme_and_skip_the_weekend():
    prevues = propose_demi_journees(COURS, VENDREDI)
    assert [(p.date.day, p.moment, p.debut, p.fin, p.sequences) for p in prevues] == [
        (13, "matin", time(9), time(12, 30), ("S1", "S2")),
        (13, "apres_midi", time(13, 30), time(16, 30), ("S3",)),
        (16, "matin", time(9), time(12, 30), ("S4",)),
    ]
    assert prevues[0].titre == "Comprendre\u00a0; Diagnostiquer"


def test_a_public_holiday_is_skipped_even_on_the_first_day():
    assert list_jours_ouvres(date(2026, 11, 11), 2, {date(2026, 11, 11)}) == [date(2026, 11, 12), VENDREDI]


def test_a_half_day_never_ends_the_next_day():
    assert add_minutes(time(22), 300) == time(23, 59)


@pytest.mark.parametrize(
    ("pris", "numero"),
    [([], "2026-01"), (["2026-01", "2026-07", "2025-12"], "2026-08"), (["2026-99"], "2026-100")],
    ids=str,
)
def test_a_number_is_never_given_twice(pris, numero):
    assert build_numero(2026, pris) == numero


def test_a_line_that_ends_too_soon_or_comes_twice_is_refused_by_its_rank():
    def build(moment: str, debut: time, fin: time) -> DemiJourneePrevue:
        return DemiJourneePrevue(VENDREDI, moment, debut, fin, "", ())

    lignes = [
        build("matin", time(9), time(12)),
        build("matin", time(10), time(11)),
        build("apres_midi", time(14), time(13)),
    ]
    assert set(refuse_demi_journees(lignes)) == {1, 2}
    assert refuse_demi_journees(lignes[:1]) == {}


@pytest.mark.parametrize(
    ("places", "inscrites", "libres", "etat"),
    [
        (None, 40, None, EtatInscription.INSCRITE),
        (12, 11, 1, EtatInscription.INSCRITE),
        (12, 12, 0, EtatInscription.ATTENTE),
        (12, 14, 0, EtatInscription.ATTENTE),
    ],
    ids=str,
)
def test_a_full_session_makes_people_wait(places, inscrites, libres, etat):
    assert count_places_libres(places, inscrites) == libres
    assert choose_etat(places, inscrites) is etat


@pytest.mark.parametrize(
    ("debut", "etat"),
    [
        (None, EtatInscription.DESISTEMENT),
        (date(2026, 11, 14), EtatInscription.DESISTEMENT),
        (VENDREDI, EtatInscription.ABANDON),
    ],
    ids=str,
)
def test_from_the_first_day_on_one_gives_up(debut, etat):
    assert get_sortie(debut, VENDREDI) is etat


def test_a_session_goes_only_where_it_may():
    allowed = {(de, vers) for de in EtatSession for vers in EtatSession if not explain_suite(de, vers)}
    assert (EtatSession.ANNULEE, EtatSession.PREPARATION) in allowed
    assert (EtatSession.TERMINEE, EtatSession.ANNULEE) not in allowed
    assert (EtatSession.PREPARATION, EtatSession.TERMINEE) not in allowed
    assert "rouvrez-la" in explain_suite(EtatSession.TERMINEE, EtatSession.ANNULEE)
    assert "reprenez-la" in explain_suite(EtatSession.ANNULEE, EtatSession.TERMINEE)

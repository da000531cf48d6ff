"""When each questionnaire opens, leaves, is recalled; never too late, never twice."""

from datetime import date, timedelta

import pytest

from convive.formation.rules.enquetes import (
    AVANT_JOURS,
    MAX_RAPPELS,
    POSITIONNEMENTS,
    REGLES,
    Enquete,
    add_mois,
    get_ouverture,
    is_a_envoyer,
    is_a_rappeler,
    is_ouverte,
)
from convive.formation.selectors.questionnaires import get_questionnaires

pytestmark = pytest.mark.sans_base
DEBUT, FIN = date(2026, 10, 12), date(2026, 10, 13)


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 10, 13), 4, date(2027, 2, 13)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 12, 15), 6, date(2027, 6, 15)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
    ],
    ids=str,
)
def test_months_end_on_their_last_day(jour, mois, attendu):
    assert add_mois(jour, mois) == attendu


@pytest.mark.parametrize(
    ("enquete", "jours"),
    [
        (Enquete.POSITIONNEMENT_ENTREE, -11),
        (Enquete.TEST_FIN, 0),
        (Enquete.A_CHAUD, 0),
        (Enquete.AVIS_INTERVENANT, 0),
        (Enquete.AVIS_FINANCEUR, 7),
        (Enquete.A_FROID_STAGIAIRE, 123),
        (Enquete.A_FROID_EMPLOYEUR, 123),
    ],
    ids=str,
)
def test_each_opens_on_its_day(enquete, jours):
    assert (get_ouverture(enquete, DEBUT, FIN, 4) - FIN).days == jours


def test_the_grid_of_the_entry_is_open_from_the_enrolment_to_the_first_day():
    entree = Enquete.POSITIONNEMENT_ENTREE
    assert is_ouverte(entree, None, None, 4, DEBUT)
    assert is_ouverte(entree, DEBUT, FIN, 4, DEBUT - timedelta(days=90))
    assert is_ouverte(entree, DEBUT, FIN, 4, DEBUT)
    assert not is_ouverte(entree, DEBUT, FIN, 4, FIN)
    assert not is_ouverte(Enquete.TEST_FIN, None, None, 4, FIN)


@pytest.mark.parametrize(("ecart", "part"), [(-1, False), (0, True), (90, True), (91, False)], ids=str)
def test_a_message_never_leaves_too_soon_nor_absurdly_late(ecart, part):
    assert is_a_envoyer(Enquete.A_CHAUD, DEBUT, FIN, 4, FIN + timedelta(days=ecart)) is part


def test_what_is_answered_in_the_room_is_not_sent():
    for enquete in (Enquete.TEST_FIN, Enquete.POSITIONNEMENT_SORTIE):
        assert not is_a_envoyer(enquete, DEBUT, FIN, 4, FIN)


@pytest.mark.parametrize(
    ("jours", "rappels", "rappelle"),
    [(6, 0, False), (7, 0, True), (20, 1, False), (21, 1, True), (30, 2, False), (91, 1, False)],
    ids=str,
)
def test_reminders_are_counted(jours, rappels, rappelle):
    assert is_a_rappeler(Enquete.A_CHAUD, FIN, rappels, FIN + timedelta(days=jours)) is rappelle


def test_each_questionnaire_exists_and_each_rule_fits_the_table():
    assert set(get_questionnaires()) == {"besoin", *set(Enquete) - POSITIONNEMENTS}
    assert set(REGLES) == set(Enquete)
    assert max(len(regle.delais) for regle in REGLES.values()) == MAX_RAPPELS
    assert REGLES[Enquete.POSITIONNEMENT_ENTREE].fermeture_jours < AVANT_JOURS

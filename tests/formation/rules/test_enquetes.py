"""When each questionnaire opens, leaves, is recalled; never too late, never twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from convive.formation.rules.enquetes import (
    MAX_RAPPELS,
    POSITIONNEMENTS,
    REGLES,
    Enquete,
    add_mois,
    explain_rappel_tardif,
    get_ouverture,
    is_a_envoyer,
    is_a_rappeler,
    is_ouverte,
)
from convive.formation.rules.references import build_delais_enquetes, find_reference
from convive.formation.selectors.cours import get_references_usuelles
from convive.formation.selectors.questionnaires import get_questionnaires

DEBUT, FIN = date(2026, 10, 12), date(2026, 10, 13)
USUELS = build_delais_enquetes(lambda cle: find_reference(get_references_usuelles(), [], cle, FIN))
"""What ships: ten days before, seven after, four months, ninety days."""


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
        (Enquete.BESOIN, -11),
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
    assert (get_ouverture(enquete, DEBUT, FIN, USUELS) - FIN).days == jours


@pytest.mark.parametrize("entree", [Enquete.POSITIONNEMENT_ENTREE, Enquete.BESOIN])
def test_what_is_asked_before_is_open_from_the_enrolment_to_the_first_day(entree):
    assert is_ouverte(entree, None, None, USUELS, DEBUT)
    assert is_ouverte(entree, DEBUT, FIN, USUELS, DEBUT - timedelta(days=90))
    assert is_ouverte(entree, DEBUT, FIN, USUELS, DEBUT)
    assert not is_ouverte(entree, DEBUT, FIN, USUELS, FIN)
    assert not is_ouverte(Enquete.TEST_FIN, None, None, USUELS, FIN)


@pytest.mark.parametrize(("ecart", "part"), [(-1, False), (0, True), (90, True), (91, False)], ids=str)
def test_a_message_never_leaves_too_soon_nor_absurdly_late(ecart, part):
    assert is_a_envoyer(Enquete.A_CHAUD, DEBUT, FIN, USUELS, FIN + timedelta(days=ecart)) is part


def test_what_is_answered_in_the_room_is_not_sent():
    for enquete in (Enquete.TEST_FIN, Enquete.POSITIONNEMENT_SORTIE):
        assert not is_a_envoyer(enquete, DEBUT, FIN, USUELS, FIN)


@pytest.mark.parametrize(
    ("jours", "rappels", "rappelle"),
    [(6, 0, False), (7, 0, True), (20, 1, False), (21, 1, True), (30, 2, False), (91, 1, False)],
    ids=str,
)
def test_reminders_are_counted(jours, rappels, rappelle):
    assert is_a_rappeler(Enquete.A_CHAUD, FIN, rappels, USUELS, FIN + timedelta(days=jours)) is rappelle


def test_each_questionnaire_exists_and_each_rule_fits_the_table():
    assert set(get_questionnaires()) == {"besoin", *set(Enquete) - POSITIONNEMENTS}
    assert set(REGLES) == set(Enquete)
    assert max(len(jours) for jours in USUELS.rappels.values()) == MAX_RAPPELS
    assert explain_rappel_tardif(USUELS) == ""


def test_a_body_chooses_its_days_and_its_reminders():
    delais = replace(USUELS, avant_jours=20, financeur_jours=30, rappels={"a_chaud_rappels": (3,)})
    assert (DEBUT - get_ouverture(Enquete.POSITIONNEMENT_ENTREE, DEBUT, FIN, delais)).days == 20
    assert (get_ouverture(Enquete.AVIS_FINANCEUR, DEBUT, FIN, delais) - FIN).days == 30
    assert is_a_rappeler(Enquete.A_CHAUD, FIN, 0, delais, FIN + timedelta(days=3))
    # One that the setting does not know any more is not due, and none is where there is none.
    assert not is_a_rappeler(Enquete.A_CHAUD, FIN, 1, delais, FIN + timedelta(days=30), FIN)
    assert not is_a_rappeler(Enquete.AVIS_FINANCEUR, FIN, 0, delais, FIN + timedelta(days=30))


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"avant_jours": 5}, "La grille d’entrée part 5 jours avant"),
        ({"avant_jours": 6}, ""),
        ({"fermeture_jours": 20}, "L’avis à chaud\u00a0: un rappel 21 jours après ne partirait pas"),
        ({"fermeture_jours": 28}, ""),
    ],
    ids=str,
)
def test_a_reminder_that_would_never_leave_is_said(change, phrase):
    assert explain_rappel_tardif(replace(USUELS, **change)).startswith(phrase)
    assert bool(explain_rappel_tardif(replace(USUELS, **change))) is bool(phrase)

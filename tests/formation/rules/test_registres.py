from datetime import date

import pytest

from convive.formation.rules.registres import (
    DelaisReclamation,
    EtatLigne,
    build_numero,
    read_action,
    read_reclamation,
    read_veille,
    read_verification,
)

RECUE = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("accusee", "repondue", "today", "attendu"),
    [
        (None, None, date(2026, 3, 7), EtatLigne("À accuser", is_attendu=True)),
        (None, None, date(2026, 3, 8), EtatLigne("À accuser", is_attendu=True, is_retard=True)),
        (RECUE, None, date(2026, 4, 1), EtatLigne("À répondre", is_attendu=True)),
        (RECUE, None, date(2026, 4, 2), EtatLigne("À répondre", is_attendu=True, is_retard=True)),
        (RECUE, date(2026, 9, 1), date(2026, 9, 2), EtatLigne("Répondue")),
    ],
    ids=["five days to acknowledge", "the sixth is late", "thirty days to answer", "then it is late", "answered"],
)
def test_a_complaint_waits_for_its_answer(accusee, repondue, today, attendu):
    assert read_reclamation(RECUE, accusee, repondue, today, DelaisReclamation(5, 30)) == attendu


@pytest.mark.parametrize(
    ("etat", "echeance", "attendu"),
    [
        ("a_faire", None, EtatLigne("À faire", is_attendu=True)),
        ("en_cours", date(2026, 3, 2), EtatLigne("En cours", is_attendu=True)),
        ("en_cours", date(2026, 3, 1), EtatLigne("En cours", is_attendu=True, is_retard=True)),
        ("faite", date(2025, 1, 1), EtatLigne("Faite")),
        ("abandonnee", date(2025, 1, 1), EtatLigne("Abandonnée")),
    ],
)
def test_an_action_is_late_only_while_it_is_open(etat, echeance, attendu):
    assert read_action(etat, echeance, RECUE) == attendu


def test_what_was_read_counts_once_it_was_used():
    assert read_veille(None).is_attendu
    assert not read_veille(RECUE).is_attendu


def test_what_was_checked_too_long_ago_is_checked_again():
    assert read_verification(None, RECUE, 365) == EtatLigne("À vérifier", is_attendu=True)
    assert not read_verification(date(2025, 3, 2), RECUE, 365).is_attendu
    assert read_verification(date(2025, 3, 1), RECUE, 365).is_retard
    assert not read_verification(date(2025, 3, 1), RECUE, 730).is_attendu


def test_a_number_is_never_given_twice():
    assert build_numero(2026, []) == "R2026-01"
    assert build_numero(2026, ["R2026-01", "R2025-07", "R2026-09"]) == "R2026-10"

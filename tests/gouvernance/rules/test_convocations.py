"""Convocations, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from convive.gouvernance.rules.convocations import (
    build_annonce,
    build_reponses,
    can_rappeler,
    explain_fermeture,
    explain_reponse,
    is_meme_jour,
)

JOUR = date(2026, 6, 12)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_what_was_announced_is_compared():
    avant = build_annonce(date(2026, 6, 12), time(14), None, "Mairie", "")
    ailleurs = build_annonce(date(2026, 6, 12), time(14), None, "École", "")
    plus_tard = build_annonce(date(2026, 6, 13), time(14), None, "Mairie", "")
    assert avant != ailleurs
    assert is_meme_jour(avant, ailleurs)
    assert not is_meme_jour(avant, plus_tard)


def test_nobody_is_reminded_twice_a_day_nor_before_the_convocation_left():
    assert not can_rappeler(None, NOW)
    assert not can_rappeler(NOW - timedelta(hours=3), NOW)
    assert can_rappeler(NOW - timedelta(days=1), NOW)


def test_who_is_represented_says_by_whom():
    assert "represente_par" in explain_reponse("represente", "")
    assert explain_reponse("represente", "Lise") == {}
    assert explain_reponse("present", "") == {}


@pytest.mark.parametrize(
    ("reponses", "dit"),
    [
        ([], ""),
        (["en_attente"] * 2, "2\xa0personnes attendues, aucune réponse encore"),
        (["present", "en_attente"], "1\xa0personne vient, 1\xa0n’a pas répondu"),
        (["excuse"], "0\xa0personne vient, 1\xa0ne vient pas"),
        (["present", "present", "represente"], "2\xa0personnes viennent, 1\xa0est représentée"),
    ],
)
def test_how_many_come_is_said_in_one_sentence(reponses: list[str], dit: str) -> None:
    assert str(build_reponses(reponses)) == dit


@pytest.mark.parametrize(
    ("statut", "jour", "presence", "dit"),
    [
        ("convoquee", JOUR, "inconnue", ""),
        ("convoquee", None, "inconnue", ""),
        ("en_cours", JOUR, "inconnue", ""),
        ("en_cours", JOUR, "present", "votre présence y est déjà notée"),
        ("convoquee", JOUR - timedelta(days=1), "inconnue", "a eu lieu"),
        ("close", JOUR, "inconnue", "a eu lieu"),
        ("annulee", JOUR, "inconnue", "annulée"),
        ("reportee", JOUR, "inconnue", "reportée"),
        ("brouillon", JOUR, "inconnue", "n’est pas convoquée"),
    ],
)
def test_an_answer_that_comes_too_late_is_told_why(statut: str, jour: date | None, presence: str, dit: str) -> None:
    phrase = explain_fermeture(statut, "Faute de quorum.", jour, presence, JOUR)
    assert bool(phrase) is bool(dit)
    assert dit in phrase

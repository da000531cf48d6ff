"""Convocations, without a database."""

from datetime import UTC, date, datetime, time, timedelta

from convive.gouvernance.rules.convocations import build_annonce, can_rappeler, explain_reponse, is_meme_jour

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

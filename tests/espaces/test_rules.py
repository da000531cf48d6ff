from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.espaces.rules import (
    PHRASES_INVITATION,
    EtatInvitation,
    build_cle_invitation,
    compute_empreinte,
    fold_email,
    get_etat_invitation,
    is_en_cours,
)

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("debut", "fin", "expected"),
    [
        pytest.param(TODAY, None, True, id="starts today"),
        pytest.param(TODAY + timedelta(days=1), None, False, id="starts tomorrow"),
        pytest.param(date(2020, 1, 1), TODAY + timedelta(days=1), True, id="last day"),
        pytest.param(date(2020, 1, 1), TODAY, False, id="closed today ends at once"),
        pytest.param(TODAY, TODAY, False, id="opened and closed the same day"),
    ],
)
def test_is_en_cours(debut: date, fin: date | None, expected: bool):
    assert is_en_cours(debut, fin, TODAY) is expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, EtatInvitation.EN_ATTENTE),
        ({"expire_le": NOW}, EtatInvitation.EXPIREE),
        ({"date_acceptation": NOW, "expire_le": NOW - timedelta(days=300)}, EtatInvitation.ACCEPTEE),
        ({"date_refus": NOW}, EtatInvitation.REFUSEE),
        ({"date_revocation": NOW}, EtatInvitation.REVOQUEE),
    ],
)
def test_get_etat_invitation(dates: dict[str, datetime], expected: EtatInvitation):
    assert get_etat_invitation(**({"now": NOW, "expire_le": NOW + timedelta(days=1)} | dates)) is expected


def test_every_stale_state_has_its_sentence():
    assert set(PHRASES_INVITATION) == set(EtatInvitation) - {EtatInvitation.EN_ATTENTE}


def test_a_key_is_long_new_and_kept_as_a_print_only():
    one, other = build_cle_invitation(), build_cle_invitation()
    assert one.secret != other.secret
    assert len(one.secret) >= 43
    assert one.empreinte == compute_empreinte(one.secret)
    assert one.secret not in one.empreinte


@given(st.text())
def test_fold_email_is_stable(texte: str):
    assert fold_email(fold_email(texte).strip()) == fold_email(fold_email(texte))

"""`convive seance_envois`: what a mail server refused leaves later, once, and not for a séance that is over."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from convive.gouvernance.models import EnvoiSeance, Seance
from tests.gouvernance.actions.test_convocation import _convoke, seance  # noqa: F401 - a fixture, asked for by name
from tests.gouvernance.factories import in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def en_attente(seance, chargee, django_capture_on_commit_callbacks) -> Seance:  # noqa: F811 - the fixture of above
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        _convoke(seance, chargee, django_capture_on_commit_callbacks)
    return seance


def run() -> str:
    out = StringIO()
    call_command("seance_envois", stdout=out)
    return out.getvalue()


def test_what_waits_leaves_once(en_attente):
    assert run() == "2\u00a0messages envoyés.\n"
    assert run() == "0\u00a0message envoyé.\n"
    assert len(mail.outbox) == 2


def test_what_still_waits_ends_in_error(en_attente):
    with (
        patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")),
        pytest.raises(CommandError, match=r"2.messages attendent encore"),
    ):
        run()
    assert EnvoiSeance.objects.filter(etat="parti").count() == 0


def test_nothing_leaves_for_a_seance_that_is_over(en_attente):
    Seance.objects.filter(pk=en_attente.pk).update(date=in_days(-1))
    assert run() == "0\u00a0message envoyé.\n"
    assert mail.outbox == []

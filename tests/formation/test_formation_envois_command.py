"""`convive formation_envois`: what a mail server refused leaves later, once."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from convive.formation.models import EnvoiFormation, QuestionnaireSession
from convive.formation.rules.enquetes import Enquete, add_mois

pytestmark = pytest.mark.django_db


@pytest.fixture
def en_attente(inscription) -> EnvoiFormation:
    return EnvoiFormation.objects.create(inscription=inscription, sorte="convocation", etat="echec", essais=1)


def run() -> str:
    out = StringIO()
    call_command("formation_envois", stdout=out)
    return out.getvalue()


def test_what_waits_leaves_once(en_attente):
    assert run() == "1\u00a0message envoyé.\n"
    assert run() == "0\u00a0message envoyé.\n"
    assert [message.to for message in mail.outbox] == [["ysoline@exemple.fr"]]


def test_what_still_waits_ends_in_error(en_attente):
    down = patch("django.core.mail.EmailMessage.send", side_effect=OSError("down"))
    with down, pytest.raises(CommandError, match=r"1.message attend encore"):
        run()
    en_attente.refresh_from_db()
    assert (en_attente.etat, en_attente.essais) == ("echec", 2)


def test_another_day_may_be_tried(session, inscription):
    """The opinion « à froid » is asked some months later, and its time has a beginning."""
    for mois, demande in ((2, False), (4, True)):
        call_command("formation_envois", jour=add_mois(session.date_fin, mois), stdout=StringIO())
        asked = QuestionnaireSession.objects.filter(session=session, cle=Enquete.A_FROID_STAGIAIRE.value)
        assert asked.exists() is demande, mois

"""`convive formation_envois`: what a mail server refused leaves later, once."""

from datetime import datetime, time, timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from convive.formation.actions.lundi import create_lundis
from convive.formation.models import EnvoiFormation, QuestionnaireSession
from convive.formation.rules.enquetes import Enquete, add_mois
from tests.formation.factories_formation import create_inscription_essai

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


def test_what_she_would_do_again_comes_back_once_after_sixty_days(session, inscription):
    session.etat = "terminee"
    session.save()
    silencieuse = create_inscription_essai(session, "Silence", email="silence@exemple.fr")
    for qui, reponses in ((inscription, {"lundi": "Minuter l’ordre du jour"}), (silencieuse, {"objectifs": 4})):
        QuestionnaireSession.objects.create(
            session=session, inscription=qui, cle="a_chaud", reponses=reponses, termine_le=timezone.now()
        )
    for jours, attendus in ((59, 0), (60, 1), (61, 1)):
        call_command("formation_envois", jour=session.date_fin + timedelta(days=jours), stdout=StringIO())
        partis = [message for message in mail.outbox if message.subject.startswith("Ce que vous vouliez refaire")]
        assert len(partis) == attendus, jours
    assert partis[0].to == ["ysoline@exemple.fr"]
    assert "«\u00a0Minuter l’ordre du jour\u00a0»" in partis[0].body
    assert partis[0].attachments == []
    # Written but not sent, or too old: nothing comes back.
    QuestionnaireSession.objects.filter(inscription=inscription).update(termine_le=None)
    EnvoiFormation.objects.all().delete()
    assert create_lundis(timezone.make_aware(datetime.combine(session.date_fin + timedelta(days=60), time(12)))) == 0

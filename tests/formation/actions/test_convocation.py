"""What leaves for a session: once, true, whatever the mail server does."""

from email.message import Message
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone

from convive.documents.rules import DocumentInvalide
from convive.formation.actions.convocation import submit_adresse, submit_convocations, update_jeton
from convive.formation.actions.document import create_documents
from convive.formation.actions.envoi import send_en_attente
from convive.formation.actions.session import update_etat_session
from convive.formation.cles.stagiaire import build_cle
from convive.formation.exports import programme_joint
from convive.formation.models import EnvoiFormation, Inscription, Programme, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.document import SorteDocument
from convive.formation.selectors.convocation import list_convocations
from convive.formation.selectors.session_lue import read_session
from convive.journal.models import Journal
from tests.espaces.factories import refuse_adresse
from tests.formation.factories_formation import create_inscription_essai, create_publication_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def convoke(session, chargee, django_capture_on_commit_callbacks):
    def run() -> int:
        session.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            return submit_convocations(by=chargee, session=session)

    return run


def get_ics(message) -> str:
    parts = [part for part in message.message().walk() if isinstance(part, Message)]
    return next(part.get_payload(decode=True).decode() for part in parts if part.get_content_type() == "text/calendar")


def test_each_person_has_her_own_message_once(convoke, session, inscription):
    create_inscription_essai(session, "Marceline Aubépin", email="marceline@exemple.fr")
    create_inscription_essai(session, "Sans Adresse")
    create_inscription_essai(session, "Qui Attend", email="attend@exemple.fr", etat="attente")
    assert (convoke(), convoke()) == (2, 0)
    assert [message.to for message in mail.outbox] == [["marceline@exemple.fr"], ["ysoline@exemple.fr"]]
    sien = mail.outbox[1]
    assert build_cle(inscription) in sien.body
    assert "Salle du Bac" in sien.body
    assert "Marceline" not in sien.body
    assert sien.reply_to == ["contact@exemple.invalid"]
    assert get_ics(sien).count("BEGIN:VEVENT") == 4
    inscription.refresh_from_db()
    assert inscription.convoquee_le is not None
    lignes = Journal.objects.filter(objet_type="inscription", objet_uuid=inscription.pk, geste="notifier")
    assert [ligne.detail["envoi"] for ligne in lignes] == ["convocation"]


def test_what_was_issued_goes_with_the_message_and_not_twice(convoke, session, inscription, chargee):
    for sorte in (SorteDocument.CONVOCATION, SorteDocument.REGLEMENT):
        create_documents(by=chargee, session=session, sorte=sorte, now=timezone.localtime())
    convoke()
    joints = [piece.get_filename() for piece in mail.outbox[0].message().walk() if piece.get_filename()]
    assert {"formation.ics", "convocation.pdf", "reglement-interieur.pdf"} <= set(joints)
    assert inscription.documents.get(sorte=SorteDocument.CONVOCATION.value).envoye_le is not None


def test_the_programme_goes_with_it_when_it_is_published(convoke, session, inscription, monkeypatch):
    """Laid out once for everybody; one that cannot be stops nobody."""
    create_inscription_essai(session, "Marceline Aubépin", email="marceline@exemple.fr")
    create_publication_essai(session)
    programme_joint._lay_out.cache_clear()
    assert convoke() == 2
    joints = [dict(list_joints(message)) for message in mail.outbox]
    assert {joint["programme.pdf"][:4] for joint in joints} == {b"%PDF"}
    assert programme_joint._lay_out.cache_info().misses == 1

    def refuse(*_args):
        raise DocumentInvalide("Trop long")

    monkeypatch.setattr(programme_joint, "_lay_out", refuse)
    SessionFormation.objects.filter(pk=session.pk).update(lieu="Salle haute")
    assert convoke() == 2
    assert "programme.pdf" not in dict(list_joints(mail.outbox[-1]))


def test_a_programme_that_was_withdrawn_does_not_go_with_it(convoke, session, inscription):
    create_publication_essai(session)
    Programme.objects.filter(pk=session.programme_id).update(etat="archive")
    convoke()
    assert "programme.pdf" not in dict(list_joints(mail.outbox[0]))


def list_joints(message) -> list[tuple[str, bytes]]:
    parts = (part for part in message.message().walk() if part.get_filename())
    return [(part.get_filename(), part.get_payload(decode=True)) for part in parts]


def test_what_changed_is_told_again_to_everyone(convoke, session, inscription):
    convoke()
    SessionFormation.objects.filter(pk=session.pk).update(lieu="Salle haute")
    assert (convoke(), convoke()) == (1, 0)
    assert "Salle haute" in mail.outbox[-1].body
    assert sorted(EnvoiFormation.objects.values_list("rang", flat=True)) == [0, 1]


def test_a_server_that_is_down_loses_nothing_and_repeats_nothing(convoke, session, inscription):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        assert convoke() == 1
    assert EnvoiFormation.objects.get().etat == "echec"
    assert convoke() == 0
    assert send_en_attente(timezone.now()) == (1, 0)
    assert send_en_attente(timezone.now()) == (0, 0)
    assert len(mail.outbox) == 1


def test_an_address_that_is_refused_stops_nobody_and_is_mended(convoke, session, inscription):
    create_inscription_essai(session, "Marceline Aubépin", email="marceline@exemple.fr")
    with refuse_adresse("marceline@exemple.fr"):
        assert convoke() == 2
    assert [message.to for message in mail.outbox] == [["ysoline@exemple.fr"]]
    assert send_en_attente(timezone.now()) == (0, 0)
    lues = {row.inscription.nom: row for row in list_convocations(read_session(session, timezone.localdate()))}
    assert (lues["Marceline Aubépin"].etat, lues["Marceline Aubépin"].refus) == ("refusee", "550 No such user")
    Inscription.objects.filter(nom="Marceline Aubépin").update(email="m@exemple.fr")
    assert (convoke(), convoke()) == (1, 0)
    assert mail.outbox[-1].to == ["m@exemple.fr"]


def test_what_never_left_and_is_no_longer_true_is_dropped(convoke, session, inscription):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        convoke()
        SessionFormation.objects.filter(pk=session.pk).update(lieu="Salle haute")
        assert convoke() == 1
    assert [envoi.rang for envoi in EnvoiFormation.objects.all()] == [1]
    assert send_en_attente(timezone.now()) == (1, 0)
    assert "Salle haute" in mail.outbox[0].body


@pytest.mark.parametrize("etat", ["preparation", "terminee"])
def test_only_an_open_session_convenes(session, inscription, chargee, etat):
    SessionFormation.objects.filter(pk=session.pk).update(etat=etat)
    with pytest.raises(FormationRefusee, match="Ouvrez"):
        submit_convocations(by=chargee, session=session)


def test_a_session_without_a_day_convenes_nobody(session, inscription, chargee):
    session.demi_journees.all().delete()
    with pytest.raises(FormationRefusee, match="dates"):
        submit_convocations(by=chargee, session=session)


def test_everyone_is_told_once_that_it_is_cancelled(session, inscription, chargee, django_capture_on_commit_callbacks):
    create_inscription_essai(session, "Qui Attend", email="attend@exemple.fr", etat="attente")
    create_inscription_essai(session, "Qui Part", email="part@exemple.fr", etat="desistement", motif="Un poste")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            update_etat_session(by=chargee, session=session, vers="annulee", motif="La salle est inondée.")
    assert sorted(message.to[0] for message in mail.outbox) == ["attend@exemple.fr", "ysoline@exemple.fr"]
    assert "La salle est inondée." in mail.outbox[0].body
    assert "METHOD:CANCEL" in get_ics(mail.outbox[0])
    assert Journal.objects.get(objet_type="session_formation").detail["prevenues"] == 2


def test_a_convocation_that_waited_does_not_leave_after_the_cancellation(
    convoke, session, inscription, chargee, django_capture_on_commit_callbacks
):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        convoke()
        with django_capture_on_commit_callbacks(execute=True):
            update_etat_session(by=chargee, session=session, vers="annulee", motif="Inondation.")
    assert send_en_attente(timezone.now()) == (1, 0)
    assert [message.subject for message in mail.outbox] == ["Session annulée : Piloter une CTG"]


def test_her_address_is_sent_again_and_may_be_closed(inscription, chargee, client, django_capture_on_commit_callbacks):
    ancienne = build_cle(inscription)
    update_jeton(by=chargee, inscription=inscription)
    inscription.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        submit_adresse(by=chargee, inscription=inscription)
    assert build_cle(inscription) in mail.outbox[0].body
    assert ancienne not in mail.outbox[0].body


def test_her_address_is_not_sent_without_limit(session, inscription, chargee):
    for rang in range(20):
        EnvoiFormation.objects.create(inscription=inscription, sorte="adresse", rang=rang, etat="parti")
    with pytest.raises(FormationRefusee, match="bien des fois"):
        submit_adresse(by=chargee, inscription=inscription)
    with pytest.raises(FormationRefusee, match="adresse e-mail"):
        submit_adresse(by=chargee, inscription=create_inscription_essai(session, "Sans Adresse"))

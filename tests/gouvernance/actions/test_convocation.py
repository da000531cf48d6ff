"""Convocations: what leaves, once, whatever the mail server does; what is answered."""

from datetime import time, timedelta
from email.message import Message
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.espaces.actions.lien_magique import validate_lien
from convive.espaces.liens import liens
from convive.espaces.models import LienMagique, Membre
from convive.espaces.rules import EspaceRefuse
from convive.gouvernance.actions.convocation import (
    submit_convocation,
    submit_nouveau_lien,
    submit_rappels,
    update_reponse,
)
from convive.gouvernance.actions.envoi import send_envois, submit_refuses
from convive.gouvernance.actions.participant import create_participant, create_participants, delete_participant
from convive.gouvernance.actions.seance import SaisieSeance, update_seance, update_statut_seance
from convive.gouvernance.models import EnvoiSeance, ParticipantSeance, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.convocation import list_refuses
from convive.journal.models import Journal
from tests.espaces.factories import refuse_adresse
from tests.gouvernance.factories import create_seance_essai, create_siege, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance, espace, chargee) -> Seance:
    """A draft with two titulaires who have an address and a suppléante."""
    titulaire = Personne.objects.create(espace=espace, nom="Soraya Bellegué", email="soraya@exemple.fr")
    autre = Personne.objects.create(espace=espace, nom="Yann Corbet", email="yann@exemple.fr")
    siege = create_siege(gouvernance.copil, titulaire)
    create_siege(gouvernance.copil, autre)
    create_siege(gouvernance.copil, "Lise Ferrand", siege="suppleant", supplee=siege)
    seance = create_seance_essai(gouvernance.copil, 12)
    create_participants(by=chargee, seance=seance)
    return seance


def _convoke(seance, chargee, capture) -> int:
    with capture(execute=True):
        return submit_convocation(by=chargee, seance=seance, mot="Merci d’être là.")


def _get_ics(message) -> str:
    parts = [part for part in message.message().walk() if isinstance(part, Message)]
    return next(part.get_payload(decode=True).decode() for part in parts if part.get_content_type() == "text/calendar")


def _get_chemin(message) -> str:
    return next(mot for mot in message.body.split() if "/lien/" in mot).partition("://")[2].partition("/")[2]


def test_each_person_of_the_list_is_convened_once(seance, chargee, django_capture_on_commit_callbacks):
    assert _convoke(seance, chargee, django_capture_on_commit_callbacks) == 2
    assert _convoke(seance, chargee, django_capture_on_commit_callbacks) == 0
    assert sorted(message.to[0] for message in mail.outbox) == ["soraya@exemple.fr", "yann@exemple.fr"]
    seance.refresh_from_db()
    assert (seance.statut, seance.numero is not None, seance.sequence) == ("convoquee", True, 0)
    ics = _get_ics(mail.outbox[0])
    for mots in (f"UID:seance-{seance.pk}@convive", "METHOD:REQUEST", "SEQUENCE:0", "DTSTART:"):
        assert mots in ics
    assert "Merci d’être là." in mail.outbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        create_participant(by=chargee, seance=seance, nom="Un invité", email="invite@exemple.fr")
    assert _convoke(seance, chargee, django_capture_on_commit_callbacks) == 1
    assert mail.outbox[-1].to == ["invite@exemple.fr"]


def test_a_mail_server_that_is_down_loses_nothing_and_each_message_leaves_once(
    seance, chargee, django_capture_on_commit_callbacks
):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        _convoke(seance, chargee, django_capture_on_commit_callbacks)
    assert mail.outbox == []
    etats = sorted(EnvoiSeance.objects.values_list("etat", flat=True))
    assert etats == ["a_envoyer", "echec"]
    assert send_envois(seance.pk) == (2, 0)
    assert send_envois(seance.pk) == (0, 0)
    assert len(mail.outbox) == 2
    # A process that died on the way gives its message back, after a while.
    EnvoiSeance.objects.update(etat="en_cours", tente_le=timezone.now())
    assert send_envois(seance.pk) == (0, 0)
    EnvoiSeance.objects.update(tente_le=timezone.now() - timedelta(minutes=11))
    assert send_envois(seance.pk) == (2, 0)


def test_an_address_that_is_refused_stops_nobody_and_is_mended(seance, chargee, django_capture_on_commit_callbacks):
    with refuse_adresse("soraya@exemple.fr"):
        _convoke(seance, chargee, django_capture_on_commit_callbacks)
    assert [message.to for message in mail.outbox] == [["yann@exemple.fr"]]
    assert [envoi.refus for envoi in list_refuses(seance)] == ["550 No such user"]
    # It is not tried again by itself.
    assert send_envois(seance.pk) == (0, 0)
    Personne.objects.filter(nom="Soraya Bellegué").update(email="s.bellegue@exemple.fr")
    assert submit_refuses(by=chargee, seance=seance) == 1
    assert submit_refuses(by=chargee, seance=seance) == 0
    assert send_envois(seance.pk) == (1, 0)
    assert mail.outbox[-1].to == ["s.bellegue@exemple.fr"]
    assert list_refuses(seance) == []
    assert Journal.objects.filter(geste="notifier", detail__adresses_refusees=1).count() == 1


def test_whoever_convened_and_left_sends_nothing_any_more(seance, chargee, espace, django_capture_on_commit_callbacks):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        _convoke(seance, chargee, django_capture_on_commit_callbacks)
    Membre.objects.filter(espace=espace, compte=chargee).update(date_fin=in_days(-1), date_debut=in_days(-9))
    assert send_envois(seance.pk) == (0, 2)


def test_a_change_of_day_is_told_again_with_the_next_sequence(seance, chargee, django_capture_on_commit_callbacks):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    seance.participants.update(reponse="present", repondu_le=timezone.now())
    seance.refresh_from_db()
    saisie = SaisieSeance(date=in_days(20), heure_debut=time(9), heure_fin=time(11), lieu="Mairie")
    with django_capture_on_commit_callbacks(execute=True):
        update_seance(by=chargee, seance=seance, saisie=saisie, version=seance.version)
    assert len(mail.outbox) == 4
    ics = _get_ics(mail.outbox[-1])
    assert "SEQUENCE:1" in ics
    assert f"UID:seance-{seance.pk}@convive" in ics
    # Who had answered had answered for another day.
    assert set(seance.participants.values_list("reponse", flat=True)) == {"en_attente"}


def test_a_cancelled_séance_leaves_the_calendars(seance, chargee, django_capture_on_commit_callbacks):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        update_statut_seance(by=chargee, seance=seance, vers="annulee", motif="La salle est inondée.")
    assert len(mail.outbox) == 4
    ics = _get_ics(mail.outbox[-1])
    assert "METHOD:CANCEL" in ics
    assert "SEQUENCE:1" in ics
    assert "La salle est inondée." in mail.outbox[-1].body
    page = Client().get("/" + _get_chemin(mail.outbox[0]))
    assert page.status_code == 410
    assert "inondée" in page.content.decode()


def test_only_those_who_have_not_answered_are_reminded_and_not_twice_a_day(
    seance, chargee, django_capture_on_commit_callbacks
):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    seance.participants.filter(nom="Yann Corbet").update(reponse="present")
    assert submit_rappels(by=chargee, seance=seance) == 0
    EnvoiSeance.objects.update(parti_le=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert submit_rappels(by=chargee, seance=seance) == 1
        assert submit_rappels(by=chargee, seance=seance) == 0
    assert mail.outbox[-1].to == ["soraya@exemple.fr"]
    assert len(mail.outbox) == 3


def test_the_answer_names_the_person_and_the_last_one_counts(seance, chargee, django_capture_on_commit_callbacks):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    message = next(message for message in mail.outbox if message.to == ["soraya@exemple.fr"])
    client, url = Client(), "/" + _get_chemin(message)
    page = client.get(url).content.decode()
    assert "Soraya Bellegué, serez-vous là" in page
    assert "Lise Ferrand" in page
    refus = client.post(url, {"reponse": "represente"})
    assert "Indiquez par qui" in refus.content.decode()
    assert client.post(url, {"reponse": "present"}).status_code == 302
    soraya = seance.participants.get(nom="Soraya Bellegué")
    assert (soraya.reponse, soraya.repondu_par) == ("present", "")
    # Forwarded: it asks before it changes, and says who answered.
    autre = {"reponse": "represente", "represente_par": "Lise Ferrand", "est_autre": "on"}
    assert "cochez pour la remplacer" in client.post(url, autre).content.decode()
    assert "Donnez votre nom" in client.post(url, autre | {"confirme": "on"}).content.decode()
    assert client.post(url, autre | {"confirme": "on", "repondant": "Lise Ferrand"}).status_code == 302
    soraya.refresh_from_db()
    assert (soraya.reponse, soraya.represente_par, soraya.repondu_par) == ("represente", "Lise Ferrand", "Lise Ferrand")
    assert Journal.objects.filter(objet_uuid=soraya.pk, detail__repondu_par="Lise Ferrand").count() == 1
    fait = client.get(f"{url}?fait=1").content.decode()
    assert "la dernière réponse donnée" in fait.lower()
    assert "donnée par Lise Ferrand" in client.get(url).content.decode()


def test_a_link_that_is_past_says_so(seance, chargee, django_capture_on_commit_callbacks):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    url = "/" + _get_chemin(mail.outbox[0])
    LienMagique.objects.update(expire_le=timezone.now() - timedelta(hours=1))
    assert Client().get(url).status_code == 410
    LienMagique.objects.update(expire_le=timezone.now() + timedelta(hours=1))
    Seance.objects.filter(pk=seance.pk).update(statut="close")
    assert "a eu lieu" in Client().get(url).content.decode()


def test_what_cannot_be_convened_is_refused(gouvernance, seance, chargee):
    vide = create_seance_essai(gouvernance.bureau, 12)
    with pytest.raises(GouvernanceRefusee, match="Personne"):
        submit_convocation(by=chargee, seance=vide, mot="")
    with pytest.raises(GouvernanceRefusee, match="ne la convoque plus"):
        submit_convocation(by=chargee, seance=gouvernance.close, mot="")
    with pytest.raises(GouvernanceRefusee):
        submit_rappels(by=chargee, seance=seance)
    Seance.objects.filter(pk=seance.pk).update(date=None)
    with pytest.raises(GouvernanceRefusee, match="date"):
        submit_convocation(by=chargee, seance=seance, mot="")


def test_the_list_is_made_from_the_seats_and_completed(gouvernance, seance, chargee):
    assert create_participants(by=chargee, seance=seance) == 0
    siege = gouvernance.copil.membres.get(siege="suppleant")
    first = create_participant(by=chargee, seance=seance, membre=siege)
    assert create_participant(by=chargee, seance=seance, membre=siege) == first
    invite = create_participant(by=chargee, seance=seance, nom="Une experte")
    assert create_participant(by=chargee, seance=seance, nom="Une experte") == invite
    with pytest.raises(GouvernanceRefusee):
        create_participant(by=chargee, seance=seance, nom=" ")
    with pytest.raises(GouvernanceRefusee):
        create_participant(by=chargee, seance=seance, membre=create_siege(gouvernance.bureau, "Une maire"))
    delete_participant(by=chargee, participant=invite)
    delete_participant(by=chargee, participant=invite)
    first.reponse = "present"
    first.save()
    with pytest.raises(GouvernanceRefusee):
        delete_participant(by=chargee, participant=first)
    assert seance.participants.count() == 3


def test_an_answer_that_came_by_telephone_is_noted_by_the_team(seance, chargee):
    soraya = seance.participants.get(nom="Soraya Bellegué")
    soraya.seance = seance
    with pytest.raises(GouvernanceRefusee, match="Indiquez par qui"):
        update_reponse(by=chargee, participant=soraya, reponse="represente")
    with pytest.raises(GouvernanceRefusee):
        update_reponse(by=chargee, participant=soraya, reponse="peut-être")
    noted = update_reponse(by=chargee, participant=soraya, reponse="represente", represente_par="Lise Ferrand")
    assert (noted.reponse, noted.represente_par, noted.repondu_par) == ("represente", "Lise Ferrand", str(chargee))
    again = update_reponse(by=chargee, participant=soraya, reponse="represente", represente_par="Lise Ferrand")
    assert again.repondu_le == noted.repondu_le
    assert Journal.objects.filter(objet_uuid=soraya.pk, detail__reponse="represente").count() == 1
    effacee = update_reponse(by=chargee, participant=soraya, reponse="en_attente")
    assert (effacee.repondu_le, effacee.represente_par, effacee.repondu_par) == (None, "", "")


def test_the_same_answer_sent_twice_is_one_answer(seance, chargee, django_capture_on_commit_callbacks):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    message = next(message for message in mail.outbox if message.to == ["soraya@exemple.fr"])
    client, url = Client(), "/" + _get_chemin(message)
    client.post(url, {"reponse": "present"})
    repondu_le = seance.participants.get(nom="Soraya Bellegué").repondu_le
    client.post(url, {"reponse": "present"})
    assert seance.participants.get(nom="Soraya Bellegué").repondu_le == repondu_le


def test_an_answer_given_while_the_page_was_open_is_not_covered(seance, chargee, django_capture_on_commit_callbacks):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    message = next(message for message in mail.outbox if message.to == ["soraya@exemple.fr"])
    client, url = Client(), "/" + _get_chemin(message)
    soraya = seance.participants.get(nom="Soraya Bellegué")
    avant = ParticipantSeance.objects.get(pk=soraya.pk)
    update_reponse(by=chargee, participant=soraya, reponse="excuse")
    with patch("convive.espaces.actions.lien_magique.resolve_lien") as resolve:
        # The page had been read before the answer of the other one.
        resolve.return_value.is_actif, resolve.return_value.objet = True, avant
        resolve.return_value.geste = liens.get("participant_seance", "repondre_convocation")
        with pytest.raises(EspaceRefuse, match="Une autre réponse vient d’être donnée"):
            validate_lien(
                lien=LienMagique.objects.get(email="soraya@exemple.fr"),
                data={"reponse": "present", "represente_par": "", "repondant": ""},
            )
    assert client.get(url).status_code == 200
    assert seance.participants.get(pk=soraya.pk).reponse == "excuse"
    # Nothing of the refused gesture stays: the link was not used.
    assert LienMagique.objects.get(email="soraya@exemple.fr").usages == 0


def test_a_link_that_went_to_someone_else_dies_and_another_one_leaves(
    seance, chargee, espace, django_capture_on_commit_callbacks
):
    _convoke(seance, chargee, django_capture_on_commit_callbacks)
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    soraya = seance.participants.get(nom="Soraya Bellegué")
    seance.refresh_from_db()
    soraya.seance = seance
    ancien = "/" + _get_chemin(next(message for message in mail.outbox if message.to == ["soraya@exemple.fr"]))
    with pytest.raises(GouvernanceRefusee, match="vient de partir"):
        submit_nouveau_lien(by=membre, participant=soraya)
    EnvoiSeance.objects.update(parti_le=timezone.now() - timedelta(hours=1))
    with (
        patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")),
        django_capture_on_commit_callbacks(execute=True),
    ):
        submit_nouveau_lien(by=membre, participant=soraya)
    # Whoever held it reads nothing any more, even while the mail server is down.
    assert Client().get(ancien).status_code == 410
    with pytest.raises(GouvernanceRefusee, match="Un message part"):
        submit_nouveau_lien(by=membre, participant=soraya)
    assert send_envois(seance.pk) == (1, 0)
    assert mail.outbox[-1].to == ["soraya@exemple.fr"]
    assert Client().get("/" + _get_chemin(mail.outbox[-1])).status_code == 200
    assert Journal.objects.filter(detail__nouveau_lien="Soraya Bellegué").count() == 1
    sans = create_participant(by=chargee, seance=seance, nom="Un invité")
    sans.seance = seance
    with pytest.raises(GouvernanceRefusee, match="pas d’adresse"):
        submit_nouveau_lien(by=membre, participant=sans)
    Seance.objects.filter(pk=seance.pk).update(statut="en_cours")
    with pytest.raises(GouvernanceRefusee, match="convoquée"):
        submit_nouveau_lien(by=membre, participant=soraya)

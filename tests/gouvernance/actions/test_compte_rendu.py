"""The relevé and the minutes leave the same evening, once each, to people without any compte too."""

from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import LienMagique, Membre
from convive.espaces.selectors.membre import get_membre
from convive.gouvernance.actions.cloture import close_seance, reopen_seance
from convive.gouvernance.actions.compte_rendu import submit_compte_rendu
from convive.gouvernance.actions.envoi import send_en_attente, send_envois
from convive.gouvernance.models import EnvoiSeance, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.dossier import read_envois_compte_rendu
from convive.journal.models import Journal
from tests.gouvernance.factories import (
    create_decision_essai,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
    in_days,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def close(gouvernance, espace, chargee) -> Seance:
    """A séance that nobody convened here, closed by the chargée: two addresses, one person without."""
    seance = create_seance_essai(gouvernance.copil, -1, statut="en_cours", numero=3, convoquee_le=timezone.now())
    point = create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, nature="decision")
    create_decision_essai(espace, "On ouvre vingt places.", seance=seance, point=point, responsable_texte="La Caf")
    create_participant_essai(seance, "Soraya Bellegué", email="soraya@exemple.fr", presence="present")
    create_participant_essai(seance, "Yann Corbet", email="yann@exemple.fr", presence="excuse")
    create_participant_essai(seance, "Sans Adresse")
    return close_seance(by=get_membre(chargee, espace.pk), seance=seance, traites={point.pk})


def submit(seance: Seance, by: Compte, capture) -> int:
    with capture(execute=True):
        return submit_compte_rendu(by=by, seance=seance)


def list_pieces(message) -> list[tuple[str, str]]:
    return [(part.get_content_type(), part.get_filename()) for part in message.message().walk() if part.get_filename()]


def get_chemin(message) -> str:
    return next(mot for mot in message.body.split() if "/lien/" in mot).partition("://")[2].partition("/")[2]


def test_each_person_receives_the_two_documents_once(close, chargee, django_capture_on_commit_callbacks):
    assert submit(close, chargee, django_capture_on_commit_callbacks) == 2
    assert submit(close, chargee, django_capture_on_commit_callbacks) == 0
    assert sorted(message.to[0] for message in mail.outbox) == ["soraya@exemple.fr", "yann@exemple.fr"]
    pieces = list_pieces(mail.outbox[0])
    assert [genre for genre, _ in pieces] == ["application/pdf"] * 2
    assert [nom.partition("-comite")[0] for _, nom in pieces] == ["releve-de-decisions", "compte-rendu"]
    assert "On ouvre vingt places. (La Caf, avant le" in mail.outbox[0].body
    # It is read, not answered: the sentence of an invitation has nothing to do there.
    assert "un bouton envoie votre réponse" not in mail.outbox[0].body
    assert "Pour relire les décisions en ligne et confirmer que vous l’avez lu" in mail.outbox[0].body
    envois = read_envois_compte_rendu(close)
    assert (len(envois.partis), len(envois.en_attente), len(envois.a_ecrire), len(envois.sans_adresse)) == (2, 0, 0, 1)
    assert Journal.objects.filter(geste="notifier", detail__comptes_rendus=2).count() == 1


def test_someone_who_was_added_receives_it_alone(close, chargee, django_capture_on_commit_callbacks):
    submit(close, chargee, django_capture_on_commit_callbacks)
    create_participant_essai(close, "Arrivée Tard", email="tard@exemple.fr", presence="present")
    assert submit(close, chargee, django_capture_on_commit_callbacks) == 1
    assert mail.outbox[-1].to == ["tard@exemple.fr"]


def test_a_mail_server_that_is_down_loses_nothing(close, chargee, django_capture_on_commit_callbacks):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        assert submit(close, chargee, django_capture_on_commit_callbacks) == 2
    assert mail.outbox == []
    assert len(read_envois_compte_rendu(close).en_attente) == 2
    assert submit(close, chargee, django_capture_on_commit_callbacks) == 0
    # The hourly command takes the minutes of a séance that is over.
    assert send_en_attente() == (2, 0)
    assert send_en_attente() == (0, 0)
    assert len(mail.outbox) == 2


def test_it_is_read_without_any_compte(close, chargee, django_capture_on_commit_callbacks):
    submit(close, chargee, django_capture_on_commit_callbacks)
    chemin = f"/{get_chemin(mail.outbox[0])}"
    client = Client()
    page = client.get(chemin).content.decode()
    assert "On ouvre vingt places." in page
    assert "J’ai lu" in page
    assert client.post(chemin).status_code == 302
    assert LienMagique.objects.filter(usages=1, geste="lire_compte_rendu").count() == 1


def test_a_séance_that_is_open_has_no_minutes_to_send(close, chargee, django_capture_on_commit_callbacks):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        submit(close, chargee, django_capture_on_commit_callbacks)
    reopen_seance(by=chargee, seance=close, motif="Une décision manque.")
    with pytest.raises(GouvernanceRefusee, match="une fois la séance close"):
        submit_compte_rendu(by=chargee, seance=close)
    # What had not left tells minutes that are no longer true.
    assert send_envois(close.pk)[0] == 0
    assert mail.outbox == []


def test_minutes_that_were_closed_again_are_told_again(close, chargee, espace, django_capture_on_commit_callbacks):
    submit(close, chargee, django_capture_on_commit_callbacks)
    ouverte = reopen_seance(by=chargee, seance=close, motif="Une décision manque.")
    refermee = close_seance(by=get_membre(chargee, espace.pk), seance=ouverte, traites=set())
    assert submit(refermee, chargee, django_capture_on_commit_callbacks) == 2
    assert len(mail.outbox) == 4


def test_whoever_closed_and_left_sends_nothing_any_more(close, chargee, espace, django_capture_on_commit_callbacks):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        submit(close, chargee, django_capture_on_commit_callbacks)
    Membre.objects.filter(espace=espace, compte=chargee).update(date_fin=in_days(-1), date_debut=in_days(-9))
    assert send_envois(close.pk) == (0, 2)
    assert EnvoiSeance.objects.filter(etat="parti").count() == 0

"""The e-mail that leaves at once, for those who chose it."""

import pytest
from django.core import mail

from convive.config.courriel import build_mailers
from convive.echanges.actions.courriel import notify_mention
from convive.echanges.actions.discussion import delete_commentaire
from convive.echanges.actions.preference import update_preference
from convive.echanges.models import Notification
from convive.echanges.rules import Canal
from tests.config.reception_smtp import serve_smtp
from tests.echanges.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def pressee(elue):
    """The élue wants an e-mail when her advice is asked."""
    update_preference(by=elue, canaux={"mention": Canal.COURRIEL}, jour_lettre=1, sourdines=[])
    return elue


def test_nobody_receives_one_without_having_chosen_it(espace, chargee, elue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(chargee, espace, mentions=(elue,))
    assert mail.outbox == []


def test_it_leaves_once_without_the_words(espace, chargee, pressee, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        commentaire = publish(chargee, espace, "Des mots qui restent ici.", mentions=(pressee,))
    (message,) = mail.outbox
    assert message.to == [pressee.email]
    assert message.subject == "Chargee vous demande votre avis"
    assert f"/echanges/discussions/{commentaire.discussion_id}/" in message.body
    assert "Des mots" not in message.body
    notify_mention.enqueue(str(commentaire.pk), str(pressee.pk))
    assert len(mail.outbox) == 1


def test_internal_is_said_in_its_first_words(espace, chargee, directeur, django_capture_on_commit_callbacks):
    update_preference(by=directeur, canaux={"mention": Canal.COURRIEL}, jour_lettre=1, sourdines=[])
    with django_capture_on_commit_callbacks(execute=True):
        publish(chargee, espace, is_interne=True, mentions=(directeur,))
    assert mail.outbox[0].subject == "[Interne] Chargee vous demande votre avis"
    assert mail.outbox[0].body.startswith("Interne")


def test_what_one_no_longer_sees_does_not_leave(espace, chargee, pressee, directeur):
    commentaire = publish(chargee, espace, mentions=(pressee,))
    delete_commentaire(by=chargee, commentaire=commentaire, libelle="x")
    notify_mention.enqueue(str(commentaire.pk), str(pressee.pk))
    interne = publish(chargee, espace, is_interne=True, mentions=(directeur,))
    espace.membres.filter(compte=directeur).update(role="elu")
    notify_mention.enqueue(str(interne.pk), str(directeur.pk))
    pressee.is_active = False
    pressee.save()
    notify_mention.enqueue(str(interne.pk), str(pressee.pk))
    assert mail.outbox == []


def test_server_that_is_down_leaves_the_notification(settings, espace, chargee, pressee):
    with serve_smtp() as serveur:
        settings.MAILERS = build_mailers(serveur.url)
    commentaire = publish(chargee, espace, mentions=(pressee,))
    notify_mention.enqueue(str(commentaire.pk), str(pressee.pk))
    assert Notification.objects.get(compte=pressee).is_lue is False


def test_it_leaves_when_the_name_of_the_author_has_several_lines(
    espace, chargee, pressee, django_capture_on_commit_callbacks
):
    chargee.nom_affiche = "Chargee\nBcc: eve@exemple.fr"
    chargee.save()
    with django_capture_on_commit_callbacks(execute=True):
        publish(chargee, espace, mentions=(pressee,))
    (message,) = mail.outbox
    assert message.subject == "Chargee Bcc: eve@exemple.fr vous demande votre avis"
    assert message.recipients() == [pressee.email]

"""The immediate e-mail, for people who chose to receive one when somebody asks for their advice."""

import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.echanges.evenements import MENTION
from convive.echanges.models import Commentaire, Notification
from convive.echanges.rules import is_adresse_reelle
from convive.socle.objets import objets

logger = logging.getLogger(__name__)


def notify_mentions(commentaire: Commentaire, comptes: Iterable[UUID]) -> None:
    """E-mail these people once the comment is committed. A worker sends it, so no page waits for the mail server."""
    for compte_uuid in comptes:
        transaction.on_commit(partial(notify_mention.enqueue, str(commentaire.pk), str(compte_uuid)))


@task()
def notify_mention(commentaire_uuid: str, compte_uuid: str) -> None:
    """Send one e-mail, without the text of the comment, if the person can still see it; never send it twice.

    If the mail server is down, the e-mail is lost, but the notification and the weekly letter still tell the person.
    """
    compte = Compte.objects.filter(pk=compte_uuid, is_active=True).first()
    if compte is None or not is_adresse_reelle(compte.email):
        return
    commentaire = Commentaire.objects.visible_to(compte).filter(pk=commentaire_uuid).first()
    objet = objets.resolve(commentaire.discussion.reference, compte) if commentaire else None
    if commentaire is None or objet is None:
        return
    waiting = Notification.objects.filter(
        compte=compte, source_uuid=commentaire.pk, evenement=MENTION, date_courriel__isnull=True
    )
    if not waiting.update(date_courriel=timezone.now()):
        return
    discussion = commentaire.discussion
    context = {
        "compte": compte,
        "commentaire": commentaire,
        "objet": objet,
        "is_interne": discussion.is_interne,
        "url": settings.URL_PUBLIQUE
        + reverse("echanges:discussion_detail", args=[discussion.espace_id, discussion.pk]),
        "url_preferences": settings.URL_PUBLIQUE + reverse("echanges:preference_update"),
    }
    sujet = f"{'[Interne] ' if discussion.is_interne else ''}{commentaire.auteur_nom} vous demande votre avis"
    try:
        # Django refuses a subject with a line break, as header injection; a name could contain one.
        send_mail(
            " ".join(sujet.split()), render_to_string("echanges/_courriel_mention.txt", context), None, [compte.email]
        )
    except (OSError, SMTPException):
        logger.exception("The e-mail about the comment %s could not be sent.", commentaire.pk)

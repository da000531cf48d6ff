"""Send the messages of this package; a mail server that does not answer loses nothing, and the page says so."""

import logging
from collections.abc import Mapping, Sequence
from email.message import MIMEPart
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from convive.espaces.liens import PieceCourriel
from convive.espaces.models import Invitation, LienMagique, Partage

logger = logging.getLogger(__name__)


def send_courriel(
    sujet: str,
    template: str,
    contexte: Mapping[str, Any],
    destinataires: Sequence[str],
    pieces: Sequence[PieceCourriel] = (),
    repondre_a: str = "",
) -> bool:
    """False when the message did not leave. Called after the transaction: a message is not taken back.

    `repondre_a` is the address that answers go to, when it is not that of the installation.
    """
    corps = render_to_string(template, dict(contexte))
    message = EmailMessage(" ".join(sujet.split()), corps, None, list(destinataires))
    message.reply_to = [repondre_a] if repondre_a else []
    for piece in pieces:
        message.attach(_build_piece(piece))
    try:
        message.send()
    except (OSError, SMTPException):
        logger.exception("A message made from %s could not be sent.", template)
        return False
    return True


def _build_piece(piece: PieceCourriel) -> MIMEPart:
    part = MIMEPart()
    if isinstance(piece.contenu, bytes):
        part.set_content(piece.contenu, maintype="application", subtype=piece.sous_type)
    else:
        part.set_content(piece.contenu, subtype=piece.sous_type, params=dict(piece.parametres))
    part.add_header("Content-Disposition", "attachment", filename=piece.nom)
    return part


def send_cle(
    envoi: Invitation | LienMagique | Partage,
    sujet: str,
    template: str,
    contexte: Mapping[str, Any],
    pieces: Sequence[PieceCourriel] = (),
) -> None:
    """Send what holds a key to its address. It gets its `date_envoi` when the message left; without one, its page says
    that it did not leave and offers to send it again."""
    if send_courriel(sujet, template, contexte, [envoi.email], pieces):
        envoi.date_envoi = timezone.now()
        envoi.save(update_fields=["date_envoi", "updated_at"])

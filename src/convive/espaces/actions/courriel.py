"""Send one message; a mail server that does not answer loses nothing, and the caller says so on its page."""

import logging
from collections.abc import Mapping, Sequence
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send_courriel(sujet: str, template: str, contexte: Mapping[str, Any], destinataires: Sequence[str]) -> bool:
    """False when the message did not leave. Called after the transaction: a message is not taken back."""
    message = render_to_string(template, dict(contexte))
    try:
        send_mail(" ".join(sujet.split()), message, None, list(destinataires))
    except (OSError, SMTPException):
        logger.exception("A message made from %s could not be sent.", template)
        return False
    return True

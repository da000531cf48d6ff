"""Send an e-mail about a compte; a mail server that is down is logged, and does not fail the action."""

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def notify_compte(sujet: str, gabarit: str, contexte: Mapping[str, Any], email: str) -> bool:
    """Send the message; return whether it was sent."""
    try:
        send_mail(f"[Convive] {sujet}", render_to_string(gabarit, dict(contexte)), None, [email])
    except (OSError, SMTPException):
        logger.exception("A message about a compte could not be sent.")
        return False
    return True

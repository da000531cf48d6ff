"""Send the messages of this package; a mail server that does not answer loses nothing, and the page says so."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import MIMEPart
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from convive.espaces.liens import PieceCourriel
from convive.espaces.models import Invitation, LienMagique, Partage
from convive.socle.courriel import is_courriel_envoye

logger = logging.getLogger(__name__)
MAX_RAISON = 300


@dataclass(frozen=True, slots=True)
class Depart:
    """What became of a message: true when it left. `refus`: what the server says of this address, and of it alone;
    empty when the server itself is down, and nothing else would leave."""

    is_parti: bool
    refus: str = ""

    def __bool__(self) -> bool:
        return self.is_parti


def send_courriel(
    sujet: str,
    template: str,
    contexte: Mapping[str, Any],
    destinataires: Sequence[str],
    pieces: Sequence[PieceCourriel] = (),
    repondre_a: str = "",
) -> Depart:
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
    except (OSError, SMTPException) as error:
        logger.exception("A message made from %s could not be sent.", template)
        return Depart(is_parti=False, refus=explain_refus(error))
    return Depart(is_parti=True)


def explain_refus(error: Exception) -> str:
    """What the server says of the address of a message, for good; empty for anything else, « come back later »
    included."""
    if not isinstance(error, (SMTPRecipientsRefused, SMTPDataError)):
        return ""
    code, raison = read_refus(error)
    return raison if code >= 500 else ""


def read_refus(error: Exception) -> tuple[int, str]:
    """The code and the words of the server: « 550 No such user »."""
    if isinstance(error, SMTPRecipientsRefused):
        code, dit = next(iter(error.recipients.values()), (550, b""))
    else:
        code, dit = getattr(error, "smtp_code", 550), getattr(error, "smtp_error", b"")
    texte = dit.decode(errors="replace") if isinstance(dit, bytes) else str(dit)
    return int(code), f"{code} {' '.join(texte.split())}".strip()[:MAX_RAISON]


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
) -> Depart:
    """Send what holds a key to its address. It gets its `date_envoi` when the message left; without one, its page says
    that it did not leave and offers to send it again. Where no e-mail leaves, it gets the address to be copied."""
    depart = send_courriel(sujet, template, contexte, [envoi.email], pieces)
    if not is_courriel_envoye():
        envoi.url_a_copier = contexte["url"]
    if depart:
        envoi.date_envoi = timezone.now()
        envoi.save(update_fields=["date_envoi", "updated_at"])
    return depart

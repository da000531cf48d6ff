"""The e-mail backend of an installation without a mail server: it prints readable messages in the terminal."""

from email.message import Message
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend

TRAIT = "─" * 72


class EmailBackend(ConsoleBackend):
    """Django’s console backend prints the encoded message, with accents escaped and long links cut: unusable by
    hand."""

    def write_message(self, message: EmailMessage) -> None:
        lignes: list[Any] = [
            TRAIT,
            f"E-mail pour : {', '.join(message.recipients())}",
            f"Objet : {message.subject}",
            "",
            str(message.body).strip(),
            *(f"[pièce jointe : {nom}]" for nom in _get_noms(message)),
            TRAIT,
        ]
        self.stream.write("\n".join(lignes) + "\n")


def _get_noms(message: EmailMessage) -> list[str]:
    """The names of the attachments, which Django accepts as (name, content, type) tuples or as MIME parts."""
    return [
        (piece.get_filename() if isinstance(piece, Message) else piece[0]) or "sans nom"
        for piece in message.attachments
    ]

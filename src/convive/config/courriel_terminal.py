"""The e-mail of an installation without a mail server: written in the terminal, so that a person can read it."""

from email.message import Message
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend

TRAIT = "─" * 72


class EmailBackend(ConsoleBackend):
    """Django’s own console writes a message as it travels, accents coded and long links cut: nobody can follow them."""

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
    """Of the two shapes that Django takes: a name with its content, or a part made by the caller."""
    return [
        (piece.get_filename() if isinstance(piece, Message) else piece[0]) or "sans nom"
        for piece in message.attachments
    ]

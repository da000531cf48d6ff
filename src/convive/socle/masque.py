"""Keeps the secrets carried by URLs (the key of a link, an invitation, a stagiaire) out of the technical log."""

import logging
import re

# What follows these words in a URL gives access to whoever has it.
CLES = re.compile(r"(/(?:lien|invitation|key|confirm-email|lettre|ma-formation)/)[^/\s\"'?]+")


def mask_cles(texte: str) -> str:
    return CLES.sub(r"\1…", texte)


class MasqueCles(logging.Filter):
    """A filter for every handler: Django logs the full URL of a page that is not found, gone or forbidden."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = mask_cles(message)
        if masked != message:
            record.msg, record.args = masked, None
        return True

"""What the technical log does not keep: the secrets that addresses carry (the key of a link, of an invitation, of a
trainee)."""

import logging
import re

# What follows these words in an address opens something to whoever holds it.
CLES = re.compile(r"(/(?:lien|invitation|key|confirm-email|lettre|ma-formation)/)[^/\s\"'?]+")


def mask_cles(texte: str) -> str:
    return CLES.sub(r"\1…", texte)


class MasqueCles(logging.Filter):
    """A filter for every handler: Django writes the whole address of a page that is not found, gone or refused."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = mask_cles(message)
        if masked != message:
            record.msg, record.args = masked, None
        return True

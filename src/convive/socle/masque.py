"""What the technical log does not keep: the secrets that addresses carry (the key of a link, of an invitation, of a
trainee), and the traceback of a request that was refused as it should be."""

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


class SansPile(logging.Filter):
    """A refusal (403, 400…) is one line: Django joins the whole traceback, which drowns those of true errors."""

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True

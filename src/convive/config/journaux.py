"""Technical logs: each line has its time, its level and the identifier of its request."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from convive.socle.requete_en_cours import get_identifiant

FORMAT = "{asctime} {levelname} [{requete}] {name}: {message}"
REFUS = range(400, 500)


class RequeteEnCours(logging.Filter):
    """Add to each line the identifier shown on the error page, and remove the traceback of a mere refusal."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.requete = get_identifiant() or "-"
        if getattr(record, "status_code", None) in REFUS:
            record.exc_info = None
        return True


class FormatJson(logging.Formatter):
    """One JSON object per line, for a log collector."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "date": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "requete": getattr(record, "requete", "-"),
            "nom": record.name,
            "message": record.getMessage(),
            **getattr(record, "acces", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def build_journaux(level: str, *, has_acces: bool, is_json: bool) -> dict[str, Any]:
    """The setting LOGGING: everything goes to stderr, where systemd or a container collects it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "requete": {"()": "convive.config.journaux.RequeteEnCours"},
            # A URL may hold a secret, and Django logs it in full when the page is not found or forbidden.
            "cles": {"()": "convive.socle.masque.MasqueCles"},
        },
        "formatters": {
            "ligne": {"format": FORMAT, "style": "{"},
            "json": {"()": "convive.config.journaux.FormatJson"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["requete", "cles"],
                "formatter": "json" if is_json else "ligne",
            }
        },
        "loggers": {
            # Below this level, each failed login would write four lines; a lockout is a warning.
            "axes": {"level": "WARNING"},
            "convive.acces": {"level": "INFO" if has_acces else "WARNING"},
        },
        "root": {"handlers": ["console"], "level": level},
    }

"""Rules of exchanges: how long a comment can be corrected. Pure Python; now is an argument."""

from datetime import datetime, timedelta

MAX_TEXTE = 5_000
MAX_MENTIONS = 10
DELAI_CORRECTION = timedelta(minutes=15)


class EchangeRefuse(ValueError):
    """A gesture that cannot be; the message can be shown."""


def is_corrigeable(publie_le: datetime, now: datetime, *, has_suite: bool) -> bool:
    """A comment is corrected during a quarter of an hour, and while nobody has answered: after, one answers oneself."""
    return not has_suite and now - publie_le < DELAI_CORRECTION


def clean_texte(texte: str) -> str:
    """Line ends as « \\n », no blank at both ends: what a browser sends and what is compared are the same."""
    return texte.replace("\r\n", "\n").replace("\r", "\n").strip()

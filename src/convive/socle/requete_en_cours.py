"""The identifier of the request that is being answered: the same on the error page, in the answer and in the logs."""

import secrets
from contextvars import ContextVar

_identifiant: ContextVar[str] = ContextVar("identifiant", default="")


def get_identifiant() -> str:
    """Eight signs that can be said on the telephone; empty outside a request."""
    return _identifiant.get()


def create_identifiant() -> str:
    """Begin a request; it ends when the next one begins, since Django still writes after the last of our lines."""
    identifiant = secrets.token_hex(4)
    _identifiant.set(identifiant)
    return identifiant

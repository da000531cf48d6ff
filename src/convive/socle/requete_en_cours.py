"""The identifier of the current request: the same on the error page, in the response and in the logs."""

import secrets
from contextvars import ContextVar

_identifiant: ContextVar[str] = ContextVar("identifiant", default="")


def get_identifiant() -> str:
    """Eight characters, short enough to read out on the telephone; empty outside a request."""
    return _identifiant.get()


def create_identifiant() -> str:
    """Begin a request. Nothing clears the identifier before the next one, because Django still logs after our code."""
    identifiant = secrets.token_hex(4)
    _identifiant.set(identifiant)
    return identifiant

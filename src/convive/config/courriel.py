"""One address, `CONVIVE_EMAIL_URL`, says how e-mail leaves."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DELAI_SECONDES = 10
"""A mail server that does not answer must not hold a page longer."""


def build_mailers(url: str) -> dict[str, dict[str, Any]]:
    """Django's `MAILERS` from `console:`, `smtp://host:25`, `smtp+tls://user:secret@host:587` or `smtps://…:465`.

    Raises ImproperlyConfigured, without the password in its message.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("CONVIVE_EMAIL_URL : le port n’est pas un nombre.") from None
    if parts.scheme == "console":
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    defaults = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in defaults or not parts.hostname:
        raise ImproperlyConfigured(
            "CONVIVE_EMAIL_URL s’écrit « console: », « smtp://hote:25 », « smtp+tls://nom:secret@hote:587 » "
            "ou « smtps://nom:secret@hote:465 »."
        )
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": port or defaults[parts.scheme],
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": DELAI_SECONDES,
    }
    if parts.username:
        options["username"] = unquote(parts.username)
        options["password"] = unquote(parts.password or "")
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}

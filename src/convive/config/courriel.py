"""How e-mail is sent, from a single URL, `CONVIVE_EMAIL_URL`."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DELAI_SECONDES = 10
"""The timeout of the mail server, so that one that does not answer cannot hold a page any longer."""


def get_url_publique(url: str, *, hotes: list[str], is_https: bool) -> str:
    """The public URL of the product, for links in e-mails sent outside any request.

    Without `CONVIVE_URL_PUBLIQUE`, it is built from the first host served. Raise ImproperlyConfigured if it is not a
    URL.
    """
    if not url:
        hote = next((hote for hote in hotes if not hote.startswith((".", "*"))), "localhost")
        return f"https://{hote}" if is_https else f"http://{hote}:8000"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured("CONVIVE_URL_PUBLIQUE s’écrit « https://convive.exemple.fr ».")
    return url.rstrip("/")


def build_mailers(url: str) -> dict[str, dict[str, Any]]:
    """Django's `MAILERS` from `console:`, `smtp://host:25`, `smtp+tls://user:secret@host:587` or `smtps://…:465`.

    Raise ImproperlyConfigured, without the password in the message.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("CONVIVE_EMAIL_URL : le port n’est pas un nombre.") from None
    if parts.scheme == "console":
        return {"default": {"BACKEND": "convive.config.courriel_terminal.EmailBackend"}}
    defaults = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in defaults or not parts.hostname:
        raise ImproperlyConfigured(
            "CONVIVE_EMAIL_URL s’écrit « console: », « smtp://hote:25 », « smtp+tls://nom:secret@hote:587 » "
            "ou « smtps://nom:secret@hote:465 »."
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

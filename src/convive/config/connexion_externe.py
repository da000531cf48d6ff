"""Settings of an OpenID Connect provider, ProConnect or another, from a few environment variables."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def get_origine(serveur: str) -> str:
    """« https://auth.example » for « https://auth.example/api/v2 »; only HTTPS, or HTTP on a loopback address."""
    parts = urlsplit(serveur)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise ImproperlyConfigured("CONVIVE_OIDC_SERVEUR commence par « https:// ».")
    return f"{parts.scheme}://{parts.netloc}"


def build_oidc(
    *, serveur: str, client: str, secret: str, nom: str, email_sur: bool, scopes: list[str]
) -> dict[str, Any]:
    """allauth's `SOCIALACCOUNT_PROVIDERS` for one provider.

    `email_sur` means that the provider verifies the e-mail addresses that it gives: a person who already has a compte
    with that address is then logged in to it. Otherwise she must first link it from « Mon compte ». `scopes` are the
    scopes requested.
    """
    settings = {
        "server_url": serveur,
        "oauth_pkce_enabled": True,
        "verified_email": email_sur,
        "email_authentication": email_sur,
        "scope": scopes,
    }
    application = {
        "provider_id": "externe",
        "name": nom,
        "client_id": client,
        "secret": secret,
        "settings": settings,
    }
    return {"openid_connect": {"APPS": [application]}}

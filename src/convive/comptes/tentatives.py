"""Under which name django-axes counts failed logins."""

from collections.abc import Mapping
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


def get_identifiant(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The e-mail address that was tried, without its case: « Camille@… » and « camille@… » are one compte."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login", "")
    return str(tried).strip().casefold()


def get_adresse_ip(request: HttpRequest) -> str:
    """Address of the visitor, as allauth reads it: behind a trusted server, the one that this server saw."""
    return get_client_ip(request) or ""

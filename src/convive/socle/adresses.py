"""Addresses that every page writes: Django searches its routes for each, which adds up in a menu of forty pages."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

AUCUN = UUID(int=0)


def get_adresse(page: str, espace_uuid: UUID | None = None) -> str:
    """As `reverse`, for a view without argument, or whose only argument is an espace. Raise NoReverseMatch."""
    # Where the routes are those of another installation, or of a test, so are the addresses.
    modele = _get_modele(page, espace_uuid is not None, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    return modele if espace_uuid is None else modele.replace(str(AUCUN), str(espace_uuid))


@lru_cache(maxsize=512)
def _get_modele(page: str, has_espace: bool, _prefixe: str, _routes: str) -> str:
    return reverse(page, args=[AUCUN] if has_espace else [])

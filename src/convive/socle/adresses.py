"""Addresses that every page writes: Django searches its routes for each, which adds up in a list or in a menu.

An address whose arguments are identifiers is searched once, with others in their place.
"""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

MARQUES = tuple(UUID(int=(0xADD4E55 << 100) + rang) for rang in range(4))
TEXTES = tuple(str(marque) for marque in MARQUES)


def get_adresse(page: str, *uuids: UUID) -> str:
    """As `reverse`, for a view whose arguments, four at most, are identifiers. Raise NoReverseMatch."""
    # Where the routes are those of another installation, or of a test, so are the addresses.
    adresse = _get_modele(page, len(uuids), get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    for texte, uuid in zip(TEXTES, uuids, strict=False):
        adresse = adresse.replace(texte, str(uuid))
    return adresse


def is_simple(arguments: Sequence[object]) -> bool:
    """Whether `get_adresse` knows these arguments."""
    return len(arguments) <= len(MARQUES) and all(type(argument) is UUID for argument in arguments)


@lru_cache(maxsize=1024)
def _get_modele(page: str, nombre: int, _prefixe: str, _routes: str) -> str:
    return reverse(page, args=MARQUES[:nombre])


def get_adresse_web(adresse: str) -> str:
    """What somebody typed, when a browser opens it as a page; « # » for anything else, that would run in the page
    (`javascript:`) or read the machine. Forms refuse such an address; a row may have been written otherwise."""
    return adresse if adresse.lower().startswith(("https://", "http://")) else "#"

"""URLs written many times on a page: Django searches its routes on every `reverse`, which adds up in a list or a menu.

A route whose arguments are all UUIDs is reversed once with placeholders; the real UUIDs are then substituted.
"""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

MARQUES = tuple(UUID(int=(0xADD4E55 << 100) + rang) for rang in range(4))
TEXTES = tuple(str(marque) for marque in MARQUES)


def get_adresse(page: str, *uuids: UUID) -> str:
    """Same as `reverse`, for a view that takes at most four arguments, all UUIDs. Raise NoReverseMatch."""
    # The prefix and the URLconf are part of the cache key: a test, or another installation, may change either.
    adresse = _get_modele(page, len(uuids), get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    for texte, uuid in zip(TEXTES, uuids, strict=False):
        adresse = adresse.replace(texte, str(uuid))
    return adresse


def is_simple(arguments: Sequence[object]) -> bool:
    """Whether `get_adresse` can handle these arguments."""
    return len(arguments) <= len(MARQUES) and all(type(argument) is UUID for argument in arguments)


@lru_cache(maxsize=1024)
def _get_modele(page: str, nombre: int, _prefixe: str, _routes: str) -> str:
    return reverse(page, args=MARQUES[:nombre])


def get_adresse_web(adresse: str) -> str:
    """The URL somebody typed if it is http(s), otherwise « # »: another scheme could run code in the page
    (`javascript:`) or read local files. Forms refuse such a URL, but a row may not have come through a form."""
    return adresse if adresse.lower().startswith(("https://", "http://")) else "#"

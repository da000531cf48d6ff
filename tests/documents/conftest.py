"""Charts are cached and files are kept: each test starts with an empty cache in memory, and a folder of its own."""

import pytest
from django.core.cache import cache

from tests.espaces.conftest import (  # noqa: F401 - fixtures: an espace and its people
    administrateur,
    chargee,
    connecte,
    conseillere_caf,
    coordinatrice,
    directeur,
    elue,
    espace,
    etrangere,
    formatrice,
    lectrice,
    partenaire,
    pays,
)


@pytest.fixture(autouse=True)
def _cache_en_memoire(settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "documents"}}
    cache.clear()


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "fichiers"

"""Charts are cached: each test starts with an empty cache in memory."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _cache_en_memoire(settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "documents"}}
    cache.clear()

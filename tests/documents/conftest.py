"""Charts are cached and files are kept: each test starts with an empty cache in memory, and a folder of its own."""

import pytest
from django.core.cache import cache
from django.tasks import task_backends
from django_tasks_db import DatabaseBackend

from convive.documents.models import Travail
from convive.documents.travaux import travaux
from tests.diagnostic.conftest import pays_reel  # noqa: F401 - a fixture, asked for by name
from tests.documents.atelier_travaux import record_travaux_d_essai


@pytest.fixture(autouse=True)
def _cache_en_memoire(settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "documents"}}
    cache.clear()


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "fichiers"


@pytest.fixture
def travaux_d_essai(monkeypatch):
    """Jobs that only tests know, and what was told when one ended."""
    monkeypatch.setattr(travaux, "_types", dict(travaux._types))
    finis: list[Travail] = []
    monkeypatch.setattr(travaux, "_suites", {"essai": finis.append})
    record_travaux_d_essai()
    return finis


@pytest.fixture
def en_file(monkeypatch):
    """Jobs wait in the database, as in production, instead of running at once."""
    monkeypatch.setitem(task_backends.settings, "default", {"BACKEND": "django_tasks_db.DatabaseBackend"})
    immediat = task_backends["default"]
    task_backends["default"] = DatabaseBackend("default", {})
    yield
    task_backends["default"] = immediat

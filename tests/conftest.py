"""Fixtures shared by all tests."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from threading import local
from typing import Any

import pytest
from django.conf import settings as reglages
from django.db import connection
from django.tasks import task_backends
from django.tasks.backends.immediate import ImmediateBackend
from django.test import override_settings
from hypothesis import settings as essais
from playwright.sync_api import expect

from convive.journal import actions
from tests.base_neuve import BaseMigree, BaseNeuve
from tests.parties import (  # noqa: F401 - hooks of pytest
    is_parcours,
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_ignore_collect,
    pytest_xdist_make_scheduler,
)

pytest_plugins = ("tests.base_fichier", "tests.pages_lues", "tests.personas", "tests.fixtures", "tests.navigateur")
PROJECT_DIR = Path(__file__).resolve().parents[1]

# No deadline: a busy machine is not a fault of the code.
essais.register_profile("convive", deadline=None)
essais.load_profile("convive")
# The same timeout for assertions as for clicks.
expect.set_options(timeout=30_000)


def pytest_collection_finish() -> None:
    """Exclude imported modules from garbage collection: scanning them again and again took a fifteenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


@pytest.fixture(scope="session")
def depot_officiel() -> Path:
    """The folder of real official files, next to the project; if missing, skip, or fail in continuous integration."""
    path = Path(os.environ.get("CONVIVE_DEPOT_TESTS") or PROJECT_DIR.parent / "shared" / "open-data")
    if not path.is_dir():
        message = "Fichiers officiels absents : donner leur dossier dans CONVIVE_DEPOT_TESTS."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Browser tests use an SQLite file, as in production: in memory, two simultaneous requests share one cache, and one
    of them fails instead of waiting for the other."""
    base = connection.settings_dict
    if connection.vendor == "sqlite" and all(is_parcours(item) for item in request.session.items):
        base["TEST"]["NAME"] = str(tmp_path_factory.mktemp("base") / "parcours.sqlite3")
        # No migrations if another part of the same run has already done them and saved the tables.
        base["TEST"]["MIGRATE"] = not BaseMigree().is_prete()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Restore the database after a test that commits with `BaseNeuve`, not with Django's « flush »."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            BaseMigree().share(is_migree=connection.settings_dict["TEST"]["MIGRATE"])
        BaseNeuve().install()


@pytest.fixture(scope="session", autouse=True)
def static_files_without_manifest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static file names without fingerprints, so that nothing has to be collected before the tests."""
    storages = {
        **reglages.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # WhiteNoise warns if the folder of collected files does not exist.
    static_root: Path = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=storages, STATIC_ROOT=static_root):
        yield


@pytest.fixture(scope="session", autouse=True)
def transaction_de_l_action() -> None:
    """Ignore the transaction around each test, which would hide an action that opens none, and that of the action that
    requested a long job."""

    def is_in_transaction() -> bool:
        return any(not block._from_testcase for block in connection.atomic_blocks[TravauxImmediats.get_plancher() :])

    actions.is_in_transaction = is_in_transaction


@pytest.fixture(autouse=True)
def cache_vide(settings) -> None:
    """Give each test its own in-memory cache, so that a chart drawn by one is never served to another."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": os.urandom(8).hex()}
    }


class TravauxImmediats(ImmediateBackend):
    """Runs jobs at once. `plancher`, per thread, is how many transactions were open when the job began; they are
    ignored, because a worker has none."""

    fil = local()

    @classmethod
    def get_plancher(cls) -> int:
        return getattr(cls.fil, "plancher", 0)

    def _execute_task(self, task_result: Any) -> None:
        before, self.fil.plancher = self.get_plancher(), len(connection.atomic_blocks)
        try:
            super()._execute_task(task_result)
        finally:
            self.fil.plancher = before


@pytest.fixture(scope="session", autouse=True)
def travaux_immediats() -> None:
    """Run long jobs where they are requested, without a worker, including in the threads of a live server."""
    backend = f"{TravauxImmediats.__module__}.{TravauxImmediats.__qualname__}"
    task_backends.settings["default"] = {"BACKEND": backend}
    task_backends["default"] = TravauxImmediats("default", {})

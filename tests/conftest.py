"""Fixtures shared by every test."""

import os
from pathlib import Path

import pytest

PROJECT_DIR = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def depot_officiel() -> Path:
    """Folder of real official files, beside the project; a skip is a failure on the integration machine."""
    path = Path(os.environ.get("CONVIVE_DEPOT_TESTS") or PROJECT_DIR.parent / "shared" / "open-data")
    if not path.is_dir():
        message = "Fichiers officiels absents : donner leur dossier dans CONVIVE_DEPOT_TESTS."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path

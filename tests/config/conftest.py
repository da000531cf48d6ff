import pytest
from django.utils import timezone

from tests.config.demo_prete import build_demo_prete


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings, tmp_path) -> None:
    """The demonstration writes files: each test has a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "fichiers"


@pytest.fixture
def demo(settings, db) -> None:
    """The demonstration is on and made, in the country of `pays`, which is not asked for beside it."""
    settings.DEMO = True
    build_demo_prete(timezone.localdate()).create()

import pytest
from django.utils import timezone

from convive.territoires.selectors import get_index_suggestions
from tests.config.demo_prete import build_demo_prete
from tests.territoires.factories import create_pays


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings, tmp_path) -> None:
    """The demonstration writes files: each test has a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "fichiers"


@pytest.fixture
def pays(db) -> None:
    get_index_suggestions.cache_clear()
    create_pays()


@pytest.fixture
def demo(settings, db) -> None:
    """The demonstration is on and made, in the country of `pays`, which is not asked for beside it."""
    settings.DEMO = True
    build_demo_prete(timezone.localdate()).create()

import pytest

from convive.territoires.selectors import get_index_suggestions
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
def demo(settings, pays) -> None:
    """The demonstration is on and made."""
    from convive.config.demo.actions import build_demo

    settings.DEMO = True
    build_demo()

import pytest

from convive.territoires.selectors import get_index_suggestions
from tests.territoires.factories import create_pays


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

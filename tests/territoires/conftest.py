import pytest

from convive.territoires.selectors import get_index_suggestions
from tests.territoires.factories import create_pays


@pytest.fixture(autouse=True)
def index_vide() -> None:
    """Names kept in memory by one test are not those of the next."""
    get_index_suggestions.cache_clear()


@pytest.fixture
def pays(db) -> None:
    create_pays()

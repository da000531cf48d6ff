import pytest

from convive.territoires.selectors import get_index_suggestions


@pytest.fixture(autouse=True)
def index_vide() -> None:
    """Names kept in memory by one test are not those of the next."""
    get_index_suggestions.cache_clear()

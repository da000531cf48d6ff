import pytest

from convive.territoires.selectors import get_index_suggestions
from tests.espaces.essais import create_tables, declared, delete_tables


@pytest.fixture(autouse=True)
def index_vide() -> None:
    """Names kept in memory by one test are not those of the next."""
    get_index_suggestions.cache_clear()


@pytest.fixture(scope="session")
def tables_essais(django_db_setup, django_db_blocker):
    """The tables of the models of `essais`, for the time of the session."""
    with django_db_blocker.unblock():
        create_tables()
    yield
    with django_db_blocker.unblock():
        delete_tables()


@pytest.fixture
def essais(tables_essais, db, settings, tmp_path):
    """The models of `essais` are declared, and files go to a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "fichiers"
    with declared():
        yield

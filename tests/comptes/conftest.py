import pytest

from tests.comptes.factories import CompteFactory


@pytest.fixture(autouse=True)
def hachage_rapide(settings) -> None:
    """Argon2 is slow on purpose; one test checks that it is the first hasher."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture
def compte(db):
    return CompteFactory(email="camille@exemple.test", nom_affiche="Camille Roux")

"""The personas of an espace, as in tests/espaces; a CTG that began two years ago, whatever the day."""

import pytest

from tests.convention.factories import create_ctg_essai
from tests.espaces.conftest import (  # noqa: F401 - fixtures, asked for by name
    administrateur,
    chargee,
    connecte,
    conseillere_caf,
    coordinatrice,
    directeur,
    elue,
    espace,
    etrangere,
    formatrice,
    lectrice,
    partenaire,
    pays,
)


@pytest.fixture
def ctg(espace, chargee):  # noqa: F811 - the fixtures of above
    """Signed, with its Caf, its EPCI and a commune."""
    return create_ctg_essai(espace, chargee)

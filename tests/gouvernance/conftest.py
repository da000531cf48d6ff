"""The personas of an espace, and its bodies."""

import pytest

from tests.convention.conftest import ctg  # noqa: F401 - a fixture, asked for by name
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
from tests.gouvernance.factories import Gouvernance, create_gouvernance


@pytest.fixture
def gouvernance(espace) -> Gouvernance:  # noqa: F811 - the fixture of above
    return create_gouvernance(espace)

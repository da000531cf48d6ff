"""The personas of an espace, its bodies and its CTG; a path begun forty days ago by the chargée."""

import pytest

from convive.formation.models import PrisePoste
from tests.convention.conftest import ctg  # noqa: F401 - a fixture, asked for by name
from tests.espaces.conftest import (  # noqa: F401 - fixtures, asked for by name
    administrateur,
    chargee,
    connecte,
    conseillere_caf,
    coordinatrice,
    count_queries_get,
    directeur,
    elue,
    espace,
    etrangere,
    formatrice,
    lectrice,
    partenaire,
    pays,
)
from tests.formation.factories import create_prise_essai
from tests.formation.fixtures_formation import (  # noqa: F401 - fixtures, asked for by name
    inscription,
    organisatrice,
    organisme,
    session,
)


@pytest.fixture
def prise(espace, chargee) -> PrisePoste:  # noqa: F811 - the fixtures of above
    return create_prise_essai(espace, chargee)

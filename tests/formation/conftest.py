"""The personas of an espace, its bodies and its CTG; a path begun forty days ago by the chargée."""

import pytest

from convive.formation.models import PrisePoste
from tests.formation.factories import create_prise_essai
from tests.formation.fixtures_formation import (  # noqa: F401 - fixtures, asked for by name
    inscription,
    organisatrice,
    organisme,
    session,
)


@pytest.fixture
def prise(espace, chargee) -> PrisePoste:
    return create_prise_essai(espace, chargee)

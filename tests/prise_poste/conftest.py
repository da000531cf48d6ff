"""The personas of an espace and its CTG; a path begun forty days ago by the chargée."""

import pytest

from convive.prise_poste.models import PrisePoste
from tests.prise_poste.factories import create_prise_essai


@pytest.fixture
def prise(espace, chargee) -> PrisePoste:
    return create_prise_essai(espace, chargee)

"""A training body and its programme, for the pages that show them."""

import pytest

from convive.formation.models import OrganismeFormation, Programme
from tests.formation.factories_formation import create_organisme_essai, create_programme_essai


@pytest.fixture
def organisme(chargee) -> OrganismeFormation:
    return create_organisme_essai(chargee)


@pytest.fixture
def programme(organisme) -> Programme:
    return create_programme_essai(organisme.espace)

"""The personas of an espace, a CTG that began two years ago, and its plan: two axes, three actions."""

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
from tests.plan_action.factories import Plan, create_plan_actions


@pytest.fixture
def plan(ctg, chargee) -> Plan:  # noqa: F811 - the fixtures of above
    return create_plan_actions(ctg, chargee)

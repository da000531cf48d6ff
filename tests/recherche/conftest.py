"""The espace and the personas of the tests of `espaces`."""

from tests.espaces.conftest import *  # noqa: F403 - fixtures: an espace and its people

"""The personas of an espace, a training body and its sessions."""

from tests.formation.fixtures_formation import (  # noqa: F401 - fixtures, asked for by name
    inscription,
    organisatrice,
    organisme,
    session,
)

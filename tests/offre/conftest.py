"""The personas of an espace, as in tests/espaces."""

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

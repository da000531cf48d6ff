"""One full-text engine per database: the same queries give the same results.

A moteur turns a `Requete` into a filter for its database, and is the only place that knows the engine's syntax. Words
hold only letters and digits, and are quoted: nothing that a visitor types is ever read as syntax.
"""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection
from django.db.models import QuerySet

from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import Requete


class Moteur(Protocol):
    def filter_entrees(
        self,
        entrees: QuerySet[EntreeRecherche],
        requete: Requete,
        *,
        cles: Sequence[Sequence[str]],
        titre_seul: bool = False,
    ) -> QuerySet[EntreeRecherche]:
        """The rows that match, most recent first.

        `cles`: a row must hold at least one key of each group. The full-text index itself filters on the keys, so the
        cost of a common word depends on the person's espaces, not on the whole installation.
        """


def get_moteur() -> Moteur:
    """The engine for the database of this installation."""
    if connection.vendor == "postgresql":
        from convive.recherche.moteurs.postgresql import MoteurPostgresql

        return MoteurPostgresql()
    from convive.recherche.moteurs.sqlite import MoteurSqlite

    return MoteurSqlite()

"""One full-text engine per database: the same questions, the same answers.

A moteur turns a `Requete` into the filter of its database. It is the only place that knows the syntax of an engine;
words are made of letters and digits, and quoted: no character of a visitor is ever read as syntax.
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
        """The rows that answer, the most recent first.

        `cles`: of each group, one key at least is in the row. The filter on the keys is inside the full-text index: a
        common word costs what it costs in the espaces of the person, not in the whole installation.
        """


def get_moteur() -> Moteur:
    """The engine of the database of this installation."""
    if connection.vendor == "postgresql":
        from convive.recherche.moteurs.postgresql import MoteurPostgresql

        return MoteurPostgresql()
    from convive.recherche.moteurs.sqlite import MoteurSqlite

    return MoteurSqlite()

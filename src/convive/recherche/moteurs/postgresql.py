"""PostgreSQL: two tsvector columns that the database derives from the entry, each with its GIN index."""

import json
from collections.abc import Sequence

from django.db.models import BooleanField, F, Func, QuerySet, Value

from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import Forme, Requete, Terme

# Above this many matches, scanning the rows from the latest soon finds enough of them; below, the GIN index is faster.
# Both cost the same at this number with 100,000 texts. Left to itself, the planner scans backwards through nearly all.
MAX_PAR_INDEX = 3_000
# The same for titles, which are short: a backward scan reads less before it finds enough.
MAX_TITRES_PAR_INDEX = 600


class _Correspond(Func):
    """Whether a row matches. Raw SQL, because the tsvector columns exist only on PostgreSQL, so not in the model."""

    template = f'"{EntreeRecherche._meta.db_table}"."%(vecteur)s" @@ (%(expressions)s)::tsquery'
    output_field = BooleanField()
    conditional = True


def build_tsquery(requete: Requete, *, cles: Sequence[Sequence[str]]) -> str:
    """The text of a tsquery, in which every token is quoted."""
    operator = " | " if requete.un_seul_suffit else " & "
    groups = [f"({' | '.join(map(_quote, group))})" for group in cles]
    groups.append(f"({operator.join(map(_build_terme, requete.termes))})")
    groups += [f"!{_build_terme(terme)}" for terme in requete.exclus]
    return " & ".join(groups)


def _build_terme(terme: Terme) -> str:
    return f"({' | '.join(map(_build_forme, terme.formes))})"


def _build_forme(forme: Forme) -> str:
    return f"({' <-> '.join(map(_quote, forme.jetons))}{':*' if forme.prefixe else ''})"


def _quote(text: str) -> str:
    return "'{}'".format(text.replace("\\", "").replace("'", "''"))


class MoteurPostgresql:
    def filter_entrees(
        self,
        entrees: QuerySet[EntreeRecherche],
        requete: Requete,
        *,
        cles: Sequence[Sequence[str]],
        titre_seul: bool = False,
    ) -> QuerySet[EntreeRecherche]:
        question = Value(build_tsquery(requete, cles=cles))
        vecteur = "vecteur_titre" if titre_seul else "vecteur"
        found = entrees.filter(_Correspond(question, vecteur=vecteur))
        if _estimate(found) > (MAX_TITRES_PAR_INDEX if titre_seul else MAX_PAR_INDEX):
            return found.order_by("-pk")
        # No index covers a sum, so the planner cannot choose to scan the primary key backwards.
        return found.order_by((F("pk") + 0).desc())


def _estimate(rows: QuerySet[EntreeRecherche]) -> int:
    """How many rows match, as estimated by the planner: EXPLAIN reads none of them."""
    return int(json.loads(rows.order_by().explain(format="json"))[0]["Plan"]["Plan Rows"])

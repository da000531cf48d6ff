"""PostgreSQL: a tsvector that the database derives from the entry, with a GIN index."""

from collections.abc import Sequence

from django.db.models import BooleanField, Func, QuerySet, Value

from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import Forme, Requete, Terme

VECTEUR = f'"{EntreeRecherche._meta.db_table}"."vecteur"'


class _Correspond(Func):
    template = f"{VECTEUR} @@ (%(expressions)s)::tsquery"
    output_field = BooleanField()
    conditional = True


def build_tsquery(requete: Requete, *, cles: Sequence[Sequence[str]], titre_seul: bool = False) -> str:
    """The text of a tsquery. Tokens are quoted, and hold neither quote nor backslash."""
    weights = "A" if titre_seul else "AC"
    operator = " | " if requete.un_seul_suffit else " & "
    groups = [f"({' | '.join(f'{_quote(cle)}:D' for cle in group)})" for group in cles]
    groups.append(f"({operator.join(_build_terme(terme, weights) for terme in requete.termes)})")
    groups += [f"!{_build_terme(terme, 'AC')}" for terme in requete.exclus]
    return " & ".join(groups)


def _build_terme(terme: Terme, weights: str) -> str:
    return f"({' | '.join(_build_forme(forme, weights) for forme in terme.formes)})"


def _build_forme(forme: Forme, weights: str) -> str:
    *first, last = forme.jetons
    words = [f"{_quote(jeton)}:{weights}" for jeton in first]
    return f"({' <-> '.join([*words, f'{_quote(last)}:{"*" if forme.prefixe else ""}{weights}'])})"


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
        question = build_tsquery(requete, cles=cles, titre_seul=titre_seul)
        return entrees.filter(_Correspond(Value(question))).order_by("-pk")

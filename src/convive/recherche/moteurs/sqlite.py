"""SQLite: an FTS5 table alongside the table of entries."""

from collections.abc import Sequence

from django.db.models import BigIntegerField, Func, QuerySet

from convive.recherche.models import EntreeRecherche, IndexSqlite
from convive.recherche.rules.requete import Forme, Requete, Terme

COLONNES_TEXTE, COLONNE_TITRE, COLONNE_CLES = "{titre_index corps_index}", "{titre_index}", "{cles}"


def build_match(requete: Requete, *, cles: Sequence[Sequence[str]], titre_seul: bool = False) -> str:
    """The MATCH expression, in which every token is quoted."""
    columns = COLONNE_TITRE if titre_seul else COLONNES_TEXTE
    operator = " OR " if requete.un_seul_suffit else " AND "
    groups = [f"({COLONNE_CLES} : ({' OR '.join(_quote(cle) for cle in group)}))" for group in cles]
    groups.append(f"({columns} : ({operator.join(_build_terme(terme) for terme in requete.termes)}))")
    match = " AND ".join(groups)
    if requete.exclus:
        # Excluded words are excluded from title and body, even when only titles are searched.
        exclus = " OR ".join(_build_terme(terme) for terme in requete.exclus)
        match = f"({match}) NOT ({COLONNES_TEXTE} : ({exclus}))"
    return match


def _build_terme(terme: Terme) -> str:
    return f"({' OR '.join(_build_forme(forme) for forme in terme.formes)})"


def _build_forme(forme: Forme) -> str:
    return _quote(" ".join(forme.jetons)) + (" *" if forme.prefixe else "")


def _quote(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


class _Rowid(Func):
    """The rowid of the FTS5 table, equal to the primary key of the entry: FTS5 can read it backwards without a sort,
    whereas ordering by the entry's primary key sorts every match."""

    template = f'"{IndexSqlite._meta.db_table}"."rowid"'
    output_field = BigIntegerField()


class MoteurSqlite:
    def filter_entrees(
        self,
        entrees: QuerySet[EntreeRecherche],
        requete: Requete,
        *,
        cles: Sequence[Sequence[str]],
        titre_seul: bool = False,
    ) -> QuerySet[EntreeRecherche]:
        match = build_match(requete, cles=cles, titre_seul=titre_seul)
        found = entrees.filter(index_sqlite__plein_texte__match=match)
        return found.order_by(_Rowid().desc())

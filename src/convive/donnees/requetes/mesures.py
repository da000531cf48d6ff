"""The measures of some territories, as rows of the long table."""

from collections.abc import Sequence

from convive.donnees.connexion import get_lignes
from convive.donnees.requetes.listes import render_liste
from convive.donnees.rules import Mesure


def get_mesures(
    cibles: Sequence[tuple[str, str]],
    indicateurs: Sequence[str] | None = None,
    millesimes: Sequence[int] | None = None,
) -> list[Mesure]:
    """Rows of the long table for (maille, code) targets, sorted by territory, quantity and vintage.

    A figure that is not in the result is not available. Additive quantities are counts in their own unit, see
    `quantites.py`. Raise DonneesAbsentes if nothing has been built.
    """
    cibles = list(dict.fromkeys((str(maille), code) for maille, code in cibles))
    if not cibles:
        return []
    codes = list(dict.fromkeys(code for _, code in cibles))
    mailles = list(dict.fromkeys(maille for maille, _ in cibles))
    sql = (
        f"SELECT * FROM par_territoire WHERE territoire IN ({render_liste(codes)}) "  # noqa: S608 - placeholders only.
        f"AND maille IN ({render_liste(mailles)})"
    )
    parametres: list[object] = [*codes, *mailles]
    if indicateurs is not None:
        sql += f" AND indicateur IN ({render_liste(indicateurs)})"
        parametres += indicateurs
    if millesimes is not None:
        sql += f" AND millesime IN ({render_liste(millesimes)})"
        parametres += millesimes
    sql += " ORDER BY territoire, maille, indicateur, millesime"
    demandees = set(cibles)
    # The same code may exist at two levels (75 is a région and a département): only keep the requested pairs.
    return [Mesure._make(ligne) for ligne in get_lignes(sql, parametres) if ligne[:2] in demandees]

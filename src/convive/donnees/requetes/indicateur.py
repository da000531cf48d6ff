"""One quantity over the whole country."""

from convive.donnees.connexion import get_lignes
from convive.donnees.rules import Maille, Mesure


def get_par_commune(indicateur: str, millesime: int, *, fictif: bool = False) -> list[Mesure]:
    """Rows of every commune for one quantity and one vintage, sorted by code, for a national map or a ranking.

    The fictional communes are left out unless asked for: they take no part in a ranking.
    """
    lignes = get_lignes(
        f"SELECT * FROM par_indicateur WHERE indicateur = ? AND millesime = ? AND maille = '{Maille.COMMUNE}' "  # noqa: S608 - values by parameters, names of ours
        "AND starts_with(territoire, '99') = ? ORDER BY territoire",
        [indicateur, millesime, fictif],
    )
    return [Mesure._make(ligne) for ligne in lignes]

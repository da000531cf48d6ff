"""The names of the IRIS and quartiers prioritaires of some communes; `requetes.mesures` gives their figures."""

from collections.abc import Sequence

from convive.donnees.connexion import get_lignes
from convive.donnees.requetes.listes import render_liste
from convive.donnees.rules import Zone


def get_zones(codes_communes: Sequence[str], mailles: Sequence[str] | None = None) -> list[Zone]:
    """Zones in communes given by today's codes, sorted by level and code; a quartier in two communes appears twice.

    Zones have figures of their own, which must never be added to those of their commune.
    """
    codes = list(dict.fromkeys(codes_communes))
    if not codes or (mailles is not None and not mailles):
        return []
    sql = f"SELECT * FROM zones WHERE commune IN ({render_liste(codes)})"  # noqa: S608 - placeholders only.
    parametres: list[object] = [*codes]
    if mailles is not None:
        sql += f" AND maille IN ({render_liste(mailles)})"
        parametres += map(str, mailles)
    return [Zone._make(ligne) for ligne in get_lignes(sql + " ORDER BY maille, territoire, commune", parametres)]

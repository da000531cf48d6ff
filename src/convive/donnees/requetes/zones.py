"""IRIS and quartiers prioritaires of some communes: their names; their figures are asked for by `requetes.mesures`."""

from collections.abc import Sequence

from convive.donnees.connexion import get_lignes
from convive.donnees.requetes.listes import render_liste
from convive.donnees.rules import Zone


def get_zones(codes_communes: Sequence[str], mailles: Sequence[str] | None = None) -> list[Zone]:
    """Zones in communes given by today's codes, sorted by level and code; a quartier of two communes comes twice.

    They have figures of their own, that are never added to those of their commune.
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

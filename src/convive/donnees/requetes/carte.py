"""Contours of communes for maps."""

import json
from collections.abc import Sequence
from typing import Any

from convive.donnees.connexion import get_lignes
from convive.donnees.requetes.listes import render_liste


def get_contours(codes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """GeoJSON geometries (WGS 84, simplified with shared borders kept) of communes and arrondissements, by code.

    A code without a contour is left out of the result.
    """
    codes = list(dict.fromkeys(codes))
    if not codes:
        return {}
    lignes = get_lignes(
        f"SELECT code, geometrie FROM contours WHERE code IN ({render_liste(codes)}) ORDER BY code",  # noqa: S608 - values by parameters, names of ours
        codes,
    )
    return {code: json.loads(geometrie) for code, geometrie in lignes}

"""Places of the official lists (schools, France services…), to fill an inventory or draw a map."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from convive.donnees.connexion import get_lignes
from convive.donnees.requetes.listes import render_liste


class LieuOfficiel(NamedTuple):
    """A place, with the other details of its list (opening hours, number of pupils…) and its source."""

    nature: str
    identifiant: str
    nom: str
    commune: str
    adresse: str
    longitude: float | None
    latitude: float | None
    details: dict[str, Any]
    millesime: int
    source: str


def get_lieux(codes_communes: Sequence[str], natures: Sequence[str] | None = None) -> list[LieuOfficiel]:
    """The places in communes given by today's codes, sorted by commune, nature and name.

    `natures` are those of `rules.NatureLieu`, all by default. The result may be empty only because a source is not
    loaded: see `requetes.sources.get_provenance`.
    """
    codes = list(dict.fromkeys(codes_communes))
    voulues = None if natures is None else list(dict.fromkeys(map(str, natures)))
    if not codes or voulues == []:
        return []
    sql = f"SELECT * FROM lieux WHERE commune IN ({render_liste(codes)})"  # noqa: S608 - placeholders only.
    parametres: list[object] = [*codes]
    if voulues is not None:
        sql += f" AND nature IN ({render_liste(voulues)})"
        parametres += voulues
    sql += " ORDER BY commune, nature, nom, identifiant"
    return [LieuOfficiel._make((*ligne[:7], json.loads(ligne[7]), *ligne[8:])) for ligne in get_lignes(sql, parametres)]

"""Counts the records of a national list by commune: where the list has none, the count is zero.

Absence means zero in some files (schools, France services, social dwellings) and « unknown » in others; this module is
only for the former. Even then, absence says nothing in départements that the list does not have, in an extract, and in
a commune that was not yet separated from another one when the list was made.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie
from convive.donnees.nombres import Cellule

PART_DEPARTEMENTS = 0.5
"""A list with fewer than this share of the départements is an extract: absence from it means nothing."""


def compute_comptes(
    faits: Iterable[tuple[str, Mapping[str, float]]], cog: CodeOfficielGeographique
) -> dict[str, dict[str, float]]:
    """Quantity → code → sum, from (code in the file, quantities) pairs.

    An arrondissement municipal counts for itself and for its commune: some lists use both kinds of codes.
    """
    comptes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for code, quantites in faits:
        for indicateur, nombre in quantites.items():
            comptes[indicateur][code] += nombre
            if (commune := cog.arrondissements.get(code)) is not None:
                comptes[indicateur][commune] += nombre
    return {indicateur: dict(sommes) for indicateur, sommes in comptes.items()}


def list_series(
    comptes: Mapping[str, Mapping[str, Cellule]],
    indicateurs: Iterable[str],
    millesime: int,
    cog: CodeOfficielGeographique,
    *,
    is_partout: bool = False,
) -> list[Serie]:
    """Series of one vintage, with the zeros implied by the list.

    `is_partout`: the list covers the whole country, so a département that is not in it has none.
    """
    presents = {code for cellules in comptes.values() for code in cellules}
    zeros = _list_zeros(presents, millesime, cog, is_partout=is_partout)
    return [
        Serie(
            indicateur,
            millesime,
            dict.fromkeys([*zeros, *sorted(presents)], 0.0) | dict(comptes.get(indicateur, {})),
        )
        for indicateur in indicateurs
    ]


def _list_zeros(presents: set[str], millesime: int, cog: CodeOfficielGeographique, *, is_partout: bool) -> list[str]:
    """Today's communes and arrondissements municipaux that would be in the list if they had anything to count."""
    actuels = {actuel for code in presents if (actuel := cog.get_code_actuel(code))}
    departements = {cog.communes[code].departement for code in actuels}
    tous = {commune.departement for commune in cog.communes_reelles}
    if not is_partout and len(departements) < PART_DEPARTEMENTS * len(tous):
        return []
    separees = {s.enfant for s in cog.scissions if s.parent in actuels and int(s.date_effet[:4]) > millesime}
    zeros = [
        commune.code
        for commune in cog.communes_reelles
        if (is_partout or commune.departement in departements)
        and commune.code not in actuels
        and commune.code not in separees
    ]
    decoupees = {cog.arrondissements[code] for code in presents if code in cog.arrondissements}
    return zeros + [
        code for commune in decoupees for code in cog.arrondissements_par_commune[commune] if code not in presents
    ]

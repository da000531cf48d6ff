"""Counting by commune the records of a national list: where the list has nothing, there is nothing.

Absence means zero in some files (schools, France services, social dwellings) and « unknown » in others; this is for the
first kind only. It still says nothing where the list says nothing: in the départements that it does not have, in an
extract, and in a commune that was not yet separated from another one when the list was made.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie
from convive.donnees.nombres import Cellule

PART_DEPARTEMENTS = 0.5
"""A list of fewer than half of the départements is an extract: what it does not have stays unsaid."""


def compute_comptes(
    faits: Iterable[tuple[str, Mapping[str, float]]], cog: CodeOfficielGeographique
) -> dict[str, dict[str, float]]:
    """Sums by quantity and code of (code of the file, quantities).

    A municipal arrondissement counts for itself and for its commune: some lists have the two codes side by side.
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
    """Series of one vintage, with the zeros that the list means.

    `is_partout`: the list is of the whole country, and a département that it does not have has nothing.
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
    """Today's communes, and municipal arrondissements, that the list would have had if there was anything there."""
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

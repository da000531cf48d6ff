"""The rows of mesures.parquet: the packaged quantities, converted to today's communes, not aggregated any further."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from convive.donnees.rules import Maille, Mesure, Statut
from convive.territoires.rules import TypeTerritoire
from tools.base.archives import VIDES
from tools.base.territoires import Ligne, get_anciens_codes, list_communes_france

QUANTITES_IRIS = {
    "pop_0_19": "population_0_19",
    "pop_20_64": "population_20_64",
    "pop_65p": "population_65p",
    "logements": "logements",
    "res_principales": "residences_principales",
    "res_secondaires": "residences_secondaires",
    "logements_vacants": "logements_vacants",
}
MILLESIME_POPULATION = 2023
MILLESIME_POPULATION_ANCIENNE = 2017
MILLESIME_IRIS = 2021
MILLESIME_SUPERFICIE = 2026
# Its 8,931 inhabitants in 2017 are those of its four communes déléguées at the time (5,511 + 960 + 1,201 + 1,259). Two
# of these became communes again in 2024, with their own figures in the same file: adding them would count them twice.
PARENTS_AVANT_SCISSION = frozenset({"85084"})

Passages = Iterable[Mapping[str, str]]
Valeurs = dict[str, float]


def build_mesures(
    *,
    territoires: list[Ligne],
    communes_2017: list[dict[str, str]],
    iris: pa.Table,
    contours: list[dict[str, Any]],
    passages: list[dict[str, str]],
    couverture: list[Mesure],
) -> list[Mesure]:
    """All the rows of the file, in order; `couverture` comes as it is."""
    mailles = get_mailles(territoires)
    lignes = [
        *build_serie(
            {code: territoire["population_municipale"] for code, territoire in _get_territoires(territoires).items()},
            "population_municipale",
            MILLESIME_POPULATION,
            "base_territoires",
            mailles,
        ),
        *_build_populations_2017(communes_2017, mailles, passages),
        *build_serie(
            {contour["code"]: contour["superficie_km2"] for contour in contours},
            "superficie_km2",
            MILLESIME_SUPERFICIE,
            "base_contours",
            mailles,
        ),
        *_build_iris(iris, territoires, mailles, passages),
        *couverture,
    ]
    return sorted(lignes, key=lambda mesure: mesure[:4])


def get_mailles(territoires: list[Ligne]) -> dict[str, Maille]:
    """Code → level, for all communes and arrondissements municipaux of métropole and DROM."""
    return {
        code: Maille.COMMUNE if territoire["type"] == TypeTerritoire.COMMUNE else Maille.ARRONDISSEMENT_MUNICIPAL
        for code, territoire in _get_territoires(territoires).items()
    }


def _get_territoires(territoires: list[Ligne]) -> dict[str, Ligne]:
    return {
        ligne["code"]: ligne
        for type_territoire in (TypeTerritoire.COMMUNE, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL)
        for ligne in list_communes_france(territoires, type_territoire)
    }


def build_serie(
    valeurs: Mapping[str, float], indicateur: str, millesime: int, source: str, mailles: Mapping[str, Maille]
) -> list[Mesure]:
    """One row per known value; a value for a code outside the code list is refused."""
    return [
        Mesure(mailles[code], code, indicateur, millesime, float(valeur), Statut.VALEUR, source)
        for code, valeur in valeurs.items()
    ]


def compute_scissions_incompletes(
    connus: Iterable[str], passages: Passages, parents_avant_scission: Iterable[str] = ()
) -> set[str]:
    """The communes of a split whose figures cannot be separated.

    All of them are as soon as one child is unknown, or if the parent is known to still include its children.

    >>> sorted(compute_scissions_incompletes({"60054"}, [{"ancien_code": "60054", "code": "60694"}]))
    ['60054', '60694']
    >>> compute_scissions_incompletes({"14712", "14666"}, [{"ancien_code": "14712", "code": "14666"}])
    set()
    """
    enfants: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        enfants[passage["ancien_code"]].add(passage["code"])
    codes, avant = set(connus), set(parents_avant_scission)
    incompletes: set[str] = set()
    for parent, famille in enfants.items():
        if parent in avant or not famille <= codes:
            incompletes |= {parent} | famille
    return incompletes


def _build_incompletes(
    codes: Iterable[str], indicateur: str, millesime: int, source: str, mailles: Mapping[str, Maille]
) -> list[Mesure]:
    return [
        Mesure(mailles[code], code, indicateur, millesime, None, Statut.SCISSION_INCOMPLETE, source) for code in codes
    ]


def _build_populations_2017(
    communes: list[dict[str, str]], mailles: Mapping[str, Maille], passages: list[dict[str, str]]
) -> list[Mesure]:
    """The rows of 2017. The file already uses today's communes; those of Mayotte have no figure, so no row."""
    valeurs: Valeurs = {
        ligne["code"]: int(ligne["population_municipale"])
        for ligne in communes
        if ligne["type"] in ("COM", "ARM") and ligne["population_municipale"] not in VIDES
    }
    incompletes = compute_scissions_incompletes(valeurs, passages, PARENTS_AVANT_SCISSION)
    serie = ("population_municipale", MILLESIME_POPULATION_ANCIENNE, "base_populations_2017", mailles)
    return [
        *build_serie({code: valeur for code, valeur in valeurs.items() if code not in incompletes}, *serie),
        *_build_incompletes(incompletes, *serie),
    ]


def _build_iris(
    iris: pa.Table, territoires: list[Ligne], mailles: Mapping[str, Maille], passages: list[dict[str, str]]
) -> list[Mesure]:
    """The sums of IRIS figures by today's commune and by arrondissement municipal."""
    anciens = get_anciens_codes(territoires)
    parents = {
        ligne["code"]: ligne["parent"]
        for ligne in list_communes_france(territoires, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL)
    }
    codes = [code if code in mailles else anciens[code] for code in iris["com"].to_pylist()]
    numeros = iris["iris"].to_pylist()
    incompletes = compute_scissions_incompletes(codes, passages)
    lignes = []
    for colonne, indicateur in QUANTITES_IRIS.items():
        sommes: Valeurs = defaultdict(int)
        for numero, code, valeur in zip(numeros, codes, iris[colonne].to_pylist(), strict=True):
            lignes.append(
                Mesure(Maille.IRIS, numero, indicateur, MILLESIME_IRIS, float(valeur), Statut.VALEUR, "base_iris")
            )
            for cible in (code, parents.get(code)):
                if cible is not None and cible not in incompletes:
                    sommes[cible] += valeur
        lignes += build_serie(sommes, indicateur, MILLESIME_IRIS, "base_iris", mailles)
        lignes += _build_incompletes(incompletes, indicateur, MILLESIME_IRIS, "base_iris", mailles)
    return lignes

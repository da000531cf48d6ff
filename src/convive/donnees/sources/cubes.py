"""INSEE, cubes of the Melodi catalogue: detailed ages, births, reference populations, by commune.

The same table comes as a downloaded file (zip), or as pages of the API written with the same columns.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Adresse, NatureAdresse, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.cnaf import compute_annee
from convive.donnees.sources.grand_tableau import get_grand_tableau
from convive.donnees.sources.lecture import Tableau


@dataclass(frozen=True)
class _Cube:
    """A cube: the dimension that distinguishes quantities, and the quantity that each of its codes stands for."""

    dimension: str
    quantites: Mapping[str, str]


_CUBES = {
    "DS_RP_TD_POPULATION_AGESEX_PRINC": _Cube(
        "AGE",
        {
            "Y0T2": "population_0_2",
            "Y3T5": "population_3_5",
            "Y6T10": "population_6_10",
            "Y11T14": "population_11_14",
            "Y15T17": "population_15_17",
            "Y18T24": "population_18_24",
        },
    ),
    "DS_ETAT_CIVIL_NAIS_COMMUNES": _Cube("EC_MEASURE", {"LVB": "naissances_domiciliees"}),
    "DS_ETAT_CIVIL_DECES_COMMUNES": _Cube("EC_MEASURE", {"DTH": "deces_domicilies"}),
    "DS_POPULATIONS_REFERENCE": _Cube("POPREF_MEASURE", {"PMUN": "population_rp"}),
}

SOURCE = Source(
    identifiant="cubes",
    titre="Âges fins, naissances, décès et populations de référence (catalogue Melodi)",
    producteur="Insee",
    licence=LICENCE_OUVERTE,
    url="https://catalogue-donnees.insee.fr",
    motifs=tuple(f"{cube}*.{suffixe}" for cube in _CUBES for suffixe in ("csv", "zip")),
    quantites=tuple(quantite for cube in _CUBES.values() for quantite in cube.quantites.values()),
    limite=(
        "Recensements diffusés ensemble : 2012, 2017 et 2023, à cinq puis six ans d’écart ; une commune incluse dans "
        "une autre n’est pas comptée deux fois."
    ),
    priorite=25,
    adresses=tuple(
        Adresse(
            f"https://api.insee.fr/melodi/data/{cube}?GEO=COM&maxResult=100000&totalCount=TRUE&page=1",
            f"{cube}.csv",
            NatureAdresse.MELODI,
        )
        for cube in _CUBES
    ),
)

_NOM = re.compile(rf"({'|'.join(_CUBES)}).*", re.IGNORECASE)
_MEMBRE = re.compile(r".*_data\.csv", re.IGNORECASE)
_FIXES = frozenset({"GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"})
_TOTAL = "_T"
_INCONNUE = "XX"
"""How the codes of unknown arrondissements end (132XX, 693XX, 751XX)."""
_INCLUSE = "K"
"""The OBS_STATUS of a commune that is counted in another one."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the communes and arrondissements municipaux of one cube."""
    nom = _NOM.match(path.name)
    if nom is None:
        raise FichierIllisible(path.name, f"le nom doit commencer par celui d’un cube : {', '.join(_CUBES)}")
    cube = _CUBES[nom[1].upper()]
    tableau = get_grand_tableau(
        path,
        separateur=";",
        cle="GEO",
        colonnes=re.compile(r".+"),
        membre=_MEMBRE,
        filtre=(cube.dimension, frozenset(cube.quantites)),
    )
    positions = {nom: tableau.get_position(nom) for nom in ("GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE")}
    position_statut = tableau.entete.index("OBS_STATUS") if "OBS_STATUS" in tableau.entete else None
    position = tableau.get_position(cube.dimension)
    autres = _get_autres(tableau, cube.dimension)
    par_serie: dict[tuple[str, int], dict[str, Cellule]] = defaultdict(dict)
    for ligne, champs in tableau.lignes:
        quantite = cube.quantites[champs[position]]
        code = compute_code_insee(champs[positions["GEO"]])
        if (
            code.endswith(_INCONNUE)
            or champs[positions["GEO_OBJECT"]].strip() not in ("COM", "ARM")
            or (position_statut is not None and champs[position_statut].strip() == _INCLUSE)
            or any(champs[autre].strip() != valeur for autre, valeur in autres.items())
        ):
            continue
        annee = compute_annee(tableau.fichier, champs[positions["TIME_PERIOD"]], ligne=ligne, colonne="TIME_PERIOD")
        try:
            cellule = compute_cellule(champs[positions["OBS_VALUE"]], vide=Statut.NON_DISPONIBLE)
        except NombreInvalide as error:
            raise FichierIllisible(
                tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne, colonne="OBS_VALUE"
            ) from None
        if code in par_serie[quantite, annee]:
            raise FichierIllisible(tableau.fichier, f"{code} a deux valeurs en {annee}", ligne=ligne, colonne="GEO")
        par_serie[quantite, annee][code] = cellule
    if not par_serie:
        raise FichierIllisible(tableau.fichier, "aucune observation de commune n’est reconnue dans ce cube")
    series = [Serie(*cle, cellules) for cle, cellules in par_serie.items()]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)


def _get_autres(tableau: Tableau, dimension: str) -> dict[int, str]:
    """The value to keep for each other dimension: its total, or its only value."""
    autres = {}
    for position, nom in enumerate(tableau.entete):
        if nom in _FIXES or nom == dimension:
            continue
        valeurs = {champs[position].strip() for _, champs in tableau.lignes}
        if _TOTAL not in valeurs and len(valeurs) > 1:
            raise FichierIllisible(
                tableau.fichier, "cette dimension a plusieurs valeurs et pas de total (_T)", colonne=nom
            )
        autres[position] = _TOTAL if _TOTAL in valeurs else valeurs.pop()
    return autres

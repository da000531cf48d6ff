"""INSEE, Comparateur de territoires: dwellings, births and deaths, employment, incomes by commune.

Two layouts: the national zip (`base_cc_comparateur.CSV`, decimal point, secrecy as an empty cell) and the current CSV
(decimal point and comma mixed, secrecy as « s »). The vintages are read off the names of the columns.
"""

import re
from collections import defaultdict
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.conversion import Serie, build_groupes, list_mesures
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Statut
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.sources.lecture import get_cellules, get_tableau
from convive.donnees.sources.nombres import Cellule, compute_code_insee

SOURCE = Source(
    identifiant="comparateur",
    titre="Comparateur de territoires",
    producteur="Insee (recensement de la population, état civil, Filosofi)",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/2521169",
    motifs=("base_cc_comparateur*.zip", "base_cc_comparateur*.csv"),
    quantites=(
        "menages",
        "residences_principales_rp",
        "proprietaires_occupants",
        "chomeurs_15_64",
        "actifs_15_64",
        "naissances_domiciliees",
        "deces_domicilies",
        "niveau_vie_median",
        "taux_pauvrete",
    ),
    limite=(
        "Recensement : moyenne de cinq enquêtes annuelles, Mayotte absente ; revenus non publiés pour les petites "
        "communes ni pour la Guadeloupe, la Guyane et Mayotte."
    ),
    priorite=60,
)

_MEMBRE = re.compile(r"base_cc_comparateur.*\.csv", re.IGNORECASE)
_COLONNES = {
    "menages": re.compile(r"P(\d\d)_MEN"),
    "residences_principales_rp": re.compile(r"P(\d\d)_RP"),
    "proprietaires_occupants": re.compile(r"P(\d\d)_RP_PROP"),
    "chomeurs_15_64": re.compile(r"P(\d\d)_CHOM1564"),
    "actifs_15_64": re.compile(r"P(\d\d)_ACT1564"),
    "naissances_domiciliees": re.compile(r"NAISD(\d\d)"),
    "deces_domicilies": re.compile(r"DECESD(\d\d)"),
    "niveau_vie_median": re.compile(r"MED(\d\d)"),
    "taux_pauvrete": re.compile(r"TP60(\d\d)"),
}
_SOUMISES_AU_SECRET = {"niveau_vie_median", "taux_pauvrete"}


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one file, zipped or not."""
    tableau = get_tableau(path, separateur=";", cle="CODGEO", membre=_MEMBRE)
    choisies: dict[str, tuple[str, int]] = {}
    for indicateur, motif in _COLONNES.items():
        trouvees = tableau.get_colonnes(motif)
        if not trouvees:
            raise FichierIllisible(
                tableau.fichier, "cette colonne manque, le fichier a peut-être changé de format", colonne=motif.pattern
            )
        colonne, annee = max(trouvees.items(), key=lambda item: item[1])
        choisies[indicateur] = (colonne, 2000 + int(annee))
    vides = {
        colonne: Statut.SECRET if indicateur in _SOUMISES_AU_SECRET else Statut.NON_DISPONIBLE
        for indicateur, (colonne, _) in choisies.items()
    }
    cellules = get_cellules(
        tableau,
        [colonne for colonne, _ in choisies.values()],
        cle="CODGEO",
        vides=vides,
        compute_code=compute_code_insee,
    )
    codes = next(iter(cellules.values()))
    groupes = build_groupes(tableau.fichier, codes, cog)
    for indicateur in _SOUMISES_AU_SECRET:
        colonne = choisies[indicateur][0]
        cellules[colonne] = _compute_champ(cellules[colonne], cog)
    series = [Serie(indicateur, millesime, cellules[colonne]) for indicateur, (colonne, millesime) in choisies.items()]
    return Resultat(
        list_mesures(SOURCE.identifiant, groupes, series, cog),
        sorted({serie.millesime for serie in series}),
        groupes.avertissements,
    )


def _compute_champ(cellules: dict[str, Cellule], cog: CodeOfficielGeographique) -> dict[str, Cellule]:
    """An empty cell is a secret, unless nothing at all is published in its département: then it is out of the field."""
    departements: dict[str, str] = {}
    publies: dict[str, bool] = defaultdict(bool)
    for code, cellule in cellules.items():
        actuel = cog.get_code_actuel(code)
        departement = cog.communes[actuel].departement if actuel else ""
        departements[code] = departement
        publies[departement] |= isinstance(cellule, float)
    return {
        code: Statut.NON_DISPONIBLE if cellule == Statut.SECRET and not publies[departements[code]] else cellule
        for code, cellule in cellules.items()
    }

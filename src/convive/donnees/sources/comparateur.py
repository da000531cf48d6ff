"""INSEE, Comparateur de territoires: dwellings, births and deaths, employment, incomes by commune.

Two layouts: the national zip (`base_cc_comparateur.CSV`, decimal points, secrecy as an empty cell) and the current CSV
(decimal points and commas mixed, secrecy as « s »). The vintages are in the names of the columns.
"""

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Adresse, Resultat, Source
from convive.donnees.nombres import Cellule, compute_code_insee
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import MILLESIME_SUPERFICIE, Statut
from convive.donnees.sources.lecture import Tableau, get_cellules, get_tableau, list_absentes, render_motif

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
        "population_15_64",
        "part_menages_imposes",
        "solde_naturel_periode",
        "solde_migratoire_periode",
        "habitants_annees_periode",
        "emplois",
        "superficie_km2",
    ),
    limite=(
        "Recensement : moyenne de cinq enquêtes annuelles, Mayotte absente ; revenus non publiés pour les petites "
        "communes ni pour la Guadeloupe, la Guyane et Mayotte."
    ),
    priorite=60,
    adresses=(
        Adresse(
            "https://www.insee.fr/fr/statistiques/fichier/2521169/base_cc_comparateur_csv.zip",
            "base_cc_comparateur_csv.zip",
        ),
    ),
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
_FACULTATIVES = {
    "population_15_64": re.compile(r"P(\d\d)_POP1564"),
    "part_menages_imposes": re.compile(r"PIMP(\d\d)"),
}
_COMPARABLES = {
    "emplois": re.compile(r"P(\d\d)_EMPLT"),
}
"""Given for both ends of a period, in the communes of the file: all the years are kept."""
_POPULATION, _NAISSANCES, _DECES = (
    re.compile(r"P(\d\d)_POP"),
    re.compile(r"NAIS\d\d(\d\d)"),
    re.compile(r"DECE\d\d(\d\d)"),
)
"""Births and deaths of the years between two censuses (P18_POP, P13_POP)."""
_SOLDES = ("solde_naturel_periode", "solde_migratoire_periode", "habitants_annees_periode")
_SUPERFICIE, _COLONNE_SUPERFICIE = "superficie_km2", "SUPERF"
_SOUMISES_AU_SECRET = {"niveau_vie_median", "taux_pauvrete", "part_menages_imposes"}


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one file, zipped or not."""
    tableau = get_tableau(path, separateur=";", cle="CODGEO", membre=_MEMBRE)
    choisies = [(indicateur, *tableau.get_colonne_recente(motif)) for indicateur, motif in _COLONNES.items()]
    for indicateur, motif in _FACULTATIVES.items():
        if tableau.get_colonnes(motif):
            choisies.append((indicateur, *tableau.get_colonne_recente(motif)))
    for indicateur, motif in _COMPARABLES.items():
        choisies += [(indicateur, nom, 2000 + int(annee)) for nom, annee in tableau.get_colonnes(motif).items()]
    if _COLONNE_SUPERFICIE in tableau.entete:
        choisies.append((_SUPERFICIE, _COLONNE_SUPERFICIE, MILLESIME_SUPERFICIE))
    secretes = {colonne for indicateur, colonne, _ in choisies if indicateur in _SOUMISES_AU_SECRET}
    cellules = get_cellules(
        tableau,
        [colonne for _, colonne, _ in choisies],
        cle="CODGEO",
        vides={colonne: Statut.SECRET if colonne in secretes else Statut.NON_DISPONIBLE for _, colonne, _ in choisies},
        compute_code=compute_code_insee,
    )
    for colonne in secretes:
        cellules[colonne] = _compute_champ(cellules[colonne], cog)
    series = [Serie(indicateur, millesime, cellules[colonne]) for indicateur, colonne, millesime in choisies]
    series += _list_soldes(tableau)
    resultat = build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
    resultat.avertissements += list_absentes(
        [],
        {
            render_motif(motif.pattern): QUANTITES[indicateur].libelle
            for indicateur, motif in (_FACULTATIVES | _COMPARABLES | {"solde_naturel_periode": _NAISSANCES}).items()
            if not tableau.get_colonnes(motif)
        },
    )
    _keep_superficies(resultat)
    return resultat


def _keep_superficies(resultat: Resultat) -> None:
    """Only keep known areas, so that the area of the contours is used where the file has none."""
    resultat.mesures = [m for m in resultat.mesures if m.indicateur != _SUPERFICIE or m.statut == Statut.VALEUR]
    for rang, colonne in enumerate(resultat.colonnes):
        if colonne.indicateur == _SUPERFICIE:
            lues = zip(colonne.territoires, colonne.cellules, strict=True)
            connues = {code: cellule for code, cellule in lues if isinstance(cellule, float)}
            resultat.colonnes[rang] = replace(colonne, territoires=list(connues), cellules=list(connues.values()))


def _list_soldes(tableau: Tableau) -> list[Serie]:
    """Natural and migratory balances between the two censuses, with what is needed to compute yearly rates."""
    populations = sorted(tableau.get_colonnes(_POPULATION).items(), key=lambda item: item[1])
    mouvements = [list(tableau.get_colonnes(motif)) for motif in (_NAISSANCES, _DECES)]
    if len(populations) != 2 or any(len(noms) != 1 for noms in mouvements):
        return []
    (debut, annee_debut), (fin, annee_fin) = populations
    annees = int(annee_fin) - int(annee_debut)
    noms = (debut, fin, mouvements[0][0], mouvements[1][0])
    lues = get_cellules(
        tableau, noms, cle="CODGEO", vides=dict.fromkeys(noms, Statut.NON_DISPONIBLE), compute_code=compute_code_insee
    )
    soldes: dict[str, dict[str, Cellule]] = {nom: {} for nom in _SOLDES}
    for code in lues[debut]:
        avant, apres, naissances, deces = (lues[nom][code] for nom in noms)
        chiffres: tuple[Cellule, ...] = (Statut.NON_DISPONIBLE,) * len(_SOLDES)
        if (
            isinstance(avant, float)
            and isinstance(apres, float)
            and isinstance(naissances, float)
            and isinstance(deces, float)
        ):
            naturel = naissances - deces
            chiffres = (naturel, apres - avant - naturel, avant * annees)
        for nom, chiffre in zip(_SOLDES, chiffres, strict=True):
            soldes[nom][code] = chiffre
    return [Serie(nom, 2000 + int(annee_fin), cellules) for nom, cellules in soldes.items()]


def _compute_champ(cellules: dict[str, Cellule], cog: CodeOfficielGeographique) -> dict[str, Cellule]:
    """An empty cell is secret, unless nothing at all is published for its département, which is then out of scope."""
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

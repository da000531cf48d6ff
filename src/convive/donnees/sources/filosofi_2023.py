"""INSEE-DGFiP-Cnaf-Cnav-CCMSA, Filosofi 2023: median standard of living and poverty, all levels in one table.

This is the first year of a new method (« Filosofi 2 ») and must not be compared with earlier ones: each figure is a
break in series. The table comes from the Melodi catalogue, with one row per territory and measure.
"""

import re
from collections import defaultdict
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import CODE_FRANCE, Maille, Mesure, Statut
from convive.donnees.sources.cnaf import build_niveau, compute_annee
from convive.donnees.sources.filosofi_2019 import compute_partielle
from convive.donnees.sources.grand_tableau import get_grand_tableau

_MESURES = {"MED_SL": "niveau_vie_median", "PR_MD60": "taux_pauvrete"}

SOURCE = Source(
    identifiant="filosofi_2023",
    titre="Filosofi 2023 : niveau de vie et pauvreté à tous les niveaux",
    producteur="Insee-DGFiP-Cnaf-Cnav-CCMSA",
    licence=LICENCE_OUVERTE,
    url="https://catalogue-donnees.insee.fr",
    motifs=("DS_FILOSOFI_CC*.csv", "DS_FILOSOFI_CC*.zip"),
    quantites=tuple(_MESURES.values()),
    limite=(
        "Première année d’une autre façon de compter : rien ne s’y compare avec les années d’avant ; Guadeloupe, "
        "Guyane, Martinique et Mayotte absentes ; la ligne France est celle de la France métropolitaine."
    ),
    priorite=10,
)

_MEMBRE = re.compile(r".*_data\.csv", re.IGNORECASE)
_MESURE, _CONFIDENTIEL, _MULTIPLE = "FILOSOFI_MEASURE", "CONF_STATUS", "UNIT_MULT"
_COLONNES = ("GEO", "GEO_OBJECT", _MESURE, _CONFIDENTIEL, "TIME_PERIOD", "OBS_VALUE")
_CACHEE = "C"
_NIVEAUX = {
    "COM": Maille.COMMUNE,
    "ARM": Maille.COMMUNE,
    "EPCI": Maille.EPCI,
    "DEP": Maille.DEPARTEMENT,
    "REG": Maille.REGION,
    "FRANCE": Maille.FRANCE,
}
_METROPOLE = "FM"

type _Series = dict[tuple[str, int], dict[str, Cellule]]


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of communes, EPCI, départements and régions, and of metropolitan France as a partial figure for France."""
    tableau = get_grand_tableau(
        path,
        separateur=";",
        cle="GEO",
        colonnes=re.compile(r".+"),
        membre=_MEMBRE,
        filtre=(_MESURE, frozenset(_MESURES)),
    )
    positions = {nom: tableau.get_position(nom) for nom in _COLONNES}
    multiple = tableau.entete.index(_MULTIPLE) if _MULTIPLE in tableau.entete else None
    par_niveau: dict[Maille, _Series] = defaultdict(lambda: defaultdict(dict))
    for ligne, champs in tableau.lignes:
        geo, objet, mesure, confidentiel, annee, valeur = (champs[position].strip() for position in positions.values())
        maille = _NIVEAUX.get(objet)
        if maille is None or (maille == Maille.FRANCE and geo != _METROPOLE):
            continue
        if multiple is not None and champs[multiple].strip() not in ("", "0"):
            raise FichierIllisible(
                tableau.fichier, "l’unité n’est ni l’euro ni le pour cent", ligne=ligne, colonne=_MULTIPLE
            )
        code = {Maille.COMMUNE: compute_code_insee(geo), Maille.FRANCE: CODE_FRANCE}.get(maille, geo)
        cle = _MESURES[mesure], compute_annee(tableau.fichier, annee, ligne=ligne, colonne="TIME_PERIOD")
        vide = Statut.SECRET if confidentiel == _CACHEE else Statut.NON_DISPONIBLE
        try:
            cellule = compute_cellule(valeur, vide=vide)
        except NombreInvalide as error:
            raise FichierIllisible(
                tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne, colonne="OBS_VALUE"
            ) from None
        if code in par_niveau[maille][cle]:
            raise FichierIllisible(tableau.fichier, f"{code} a deux valeurs en {cle[1]}", ligne=ligne, colonne="GEO")
        par_niveau[maille][cle][code] = cellule
    if not par_niveau:
        raise FichierIllisible(tableau.fichier, f"aucune ligne de {' ni de '.join(_MESURES)}", colonne=_MESURE)
    return _build_resultat(tableau.fichier, par_niveau, cog)


def _build_resultat(fichier: str, par_niveau: dict[Maille, _Series], cog: CodeOfficielGeographique) -> Resultat:
    resultat = Resultat([], [])
    for maille, series in par_niveau.items():
        lu = build_niveau(SOURCE.identifiant, fichier, maille, series, cog)
        resultat.mesures += [_mark(mesure, cog) for mesure in lu.lignes]
        resultat.millesimes = sorted({*resultat.millesimes, *lu.millesimes})
        resultat.avertissements += lu.avertissements
    return resultat


def _mark(mesure: Mesure, cog: CodeOfficielGeographique) -> Mesure:
    if mesure.valeur is None:
        return mesure
    if mesure.maille == Maille.FRANCE:
        mesure = compute_partielle(mesure, cog)
    return mesure._replace(statut=Statut.RUPTURE_DE_SERIE)

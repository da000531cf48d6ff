"""CNAF, childcare: places by kind of care and coverage rates, at every level. Rates above 100 are legitimate.

Layouts of the open data portal: txcouv_pe_* (rates), nbpla_pe_* (places); *_hist has earlier years, which the current
tables revise.
"""

import re
from collections import defaultdict
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source, build_export
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import CODE_FRANCE, Maille, Statut
from convive.donnees.sources.cnaf import NIVEAUX, PORTAIL, build_niveau, compute_annee, is_fantome
from convive.donnees.sources.lecture import get_tableau, list_absentes

_MODES = {
    "psu_col": "eaje_psu",
    "hors_psu_col": "eaje_hors_psu",
    "eaje": "eaje",
    "prescol": "prescolarisation",
    "am_ind": "assistants_maternels",
    "gad_ind": "garde_domicile",
    "ind": "accueil_individuel",
}
_QUANTITES = {
    "txcouv": {"txcouv_{}": "taux_couverture_petite_enfance"}
    | {f"txcouv_{mode}_{{}}": f"taux_couverture_{nom}" for mode, nom in _MODES.items()},
    "nbpla": {"tot_offre_{}": "places_accueil_jeune_enfant"}
    | {f"pl_{mode}_{{}}": f"places_{nom}" for mode, nom in _MODES.items()},
}
# The portal exports tables with technical names or with labels, which republishers write in their own way.
_LIBELLES = {
    "eaje_psu": "psu_col",
    "hors_eaje_psu": "hors_psu_col",
    "eaje_ensemble": "eaje",
    "prescolarisation": "prescol",
    "assistante_maternelle": "am_ind",
    "salariee_a_domicile": "gad_ind",
    "salariee_domicile": "gad_ind",
    "accueil_individuel_ensemble": "ind",
}
_LIBELLES_CLES = {
    "reg": ("numero_region",),
    "dep": ("numero_departement",),
    "epci": ("numero_epci",),
    "com": ("numero_commune", "num_commune"),
}
_CLES = {"nat": "", "reg": "numregi", "dep": "numdep", "epci": "numepci", "com": "numcom"}
_TABLES = tuple(f"{table}_pe_{niveau}" for table in _QUANTITES for niveau in NIVEAUX)
_LIMITE = (
    "Places pour 100 enfants de moins de 3 ans, au domicile des enfants et non au lieu d’accueil ; communes de plus de "
    "10 000 habitants seulement ; un taux peut dépasser 100 ; la somme des modes s’écarte du total d’un dixième."
)

SOURCE = Source(
    identifiant="couverture_petite_enfance",
    titre="Accueil du jeune enfant : places et taux de couverture",
    producteur="Cnaf",
    licence=LICENCE_OUVERTE,
    url="https://data.caf.fr/explore/dataset/txcouv_pe_epci/",
    motifs=tuple(f"{table}*.csv" for table in _TABLES),
    quantites=tuple(quantite for table in _QUANTITES.values() for quantite in table.values()),
    limite=_LIMITE,
    priorite=20,
    adresses=tuple(build_export(PORTAIL, table) for table in _TABLES),
)
SOURCE_HISTORIQUE = Source(
    identifiant="couverture_petite_enfance_historique",
    titre="Accueil du jeune enfant : places et taux de couverture, années antérieures",
    producteur="Cnaf",
    licence=LICENCE_OUVERTE,
    url="https://data.caf.fr/explore/dataset/txcouv_pe_epci_hist/",
    motifs=tuple(f"{table}_hist*.csv" for table in _TABLES),
    quantites=SOURCE.quantites,
    limite=f"Années révisées depuis : les tables courantes font foi. {_LIMITE}",
    priorite=40,
    adresses=tuple(build_export(PORTAIL, f"{table}_hist") for table in _TABLES),
)

_NOM = re.compile(r"(txcouv|nbpla)_pe_(nat|reg|dep|epci|com)(_hist)?(?![a-z]).*\.csv", re.IGNORECASE)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one table, whose name gives the measure and the level; missing columns give a warning."""
    nom = _NOM.fullmatch(path.name)
    if nom is None:
        raise FichierIllisible(path.name, "le nom doit être celui d’une table : txcouv_pe_epci, nbpla_pe_com…")
    table, niveau, source = nom[1].lower(), nom[2].lower(), SOURCE_HISTORIQUE if nom[3] else SOURCE
    tableau = get_tableau(path, separateur=";,", cle="annee", noms=_build_noms(table, niveau))
    quantites = {colonne.format(niveau): quantite for colonne, quantite in _QUANTITES[table].items()}
    colonnes = {colonne: quantite for colonne, quantite in quantites.items() if colonne in tableau.entete}
    if not colonnes:
        raise FichierIllisible(
            tableau.fichier,
            "aucune des colonnes de cette table n’est reconnue, le fichier a peut-être changé de format",
            ligne=1,
            colonne=next(iter(quantites)),
        )
    positions = {colonne: tableau.get_position(colonne) for colonne in colonnes}
    position_annee = tableau.get_position("annee")
    position_code = tableau.get_position(_CLES[niveau]) if _CLES[niveau] else None
    par_serie: dict[tuple[str, int], dict[str, Cellule]] = defaultdict(dict)
    for ligne, champs in tableau.lignes:
        code = CODE_FRANCE if position_code is None else compute_code_insee(champs[position_code])
        if is_fantome(code):
            continue
        annee = compute_annee(tableau.fichier, champs[position_annee], ligne=ligne, colonne="annee")
        for colonne, quantite in colonnes.items():
            try:
                cellule = compute_cellule(champs[positions[colonne]], vide=Statut.NON_DISPONIBLE)
            except NombreInvalide as error:
                raise FichierIllisible(
                    tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne, colonne=colonne
                ) from None
            # The portal sometimes repeats a row; two different rows for the same key are an error.
            if par_serie[quantite, annee].setdefault(code, cellule) != cellule:
                raise FichierIllisible(
                    tableau.fichier, f"deux lignes se contredisent pour {code} en {annee}", ligne=ligne, colonne=colonne
                )
    if not par_serie:
        raise FichierIllisible(tableau.fichier, "aucune ligne de données sous l’en-tête")
    maille: Maille = NIVEAUX[niveau]
    resultat = build_niveau(source.identifiant, tableau.fichier, maille, par_serie, cog)
    libelles = {colonne: QUANTITES[quantite].libelle for colonne, quantite in quantites.items()}
    resultat.avertissements += list_absentes(tableau.entete, libelles)
    return resultat


def _build_noms(table: str, niveau: str) -> dict[str, str]:
    """Column labels of one table → technical names."""
    noms = {"date_reference": "annee"} | dict.fromkeys(_LIBELLES_CLES.get(niveau, ()), _CLES[niveau])
    if table == "txcouv":
        modes = {f"taux_de_couv_{libelle}": f"txcouv_{mode}_{niveau}" for libelle, mode in _LIBELLES.items()}
        return noms | modes | {"taux_de_couv_global": f"txcouv_{niveau}"}
    modes = {f"places_{libelle}": f"pl_{mode}_{niveau}" for libelle, mode in _LIBELLES.items()}
    return noms | modes | {"places_offertes_ensemble": f"tot_offre_{niveau}"}

"""The tables of the CNAF: rates and places of childcare, families by benefit; each level under its own codes."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.donnees.jumeau.lecture import INCONNU, SECRET, Colonne, Valeur, list_dicts, read_nombre

MODES = {
    "eaje_psu": "EAJE PSU",
    "eaje_hors_psu": "hors EAJE PSU",
    "eaje": "EAJE - ensemble",
    "prescolarisation": "préscolarisation",
    "assistants_maternels": "assistante maternelle",
    "garde_domicile": "salariée à domicile",
    "accueil_individuel": "accueil individuel - ensemble",
}
TAUX_COMMUNES = {
    "petite_enfance": "taux_de_couv_global",
    "eaje_psu": "taux_de_couv_eaje_psu",
    "eaje_hors_psu": "taux_de_couv_hors_eaje_psu",
    "eaje": "taux_de_couv_eaje_ensemble",
    "prescolarisation": "taux_de_couv_prescolarisation",
    "assistants_maternels": "taux_de_couv_assistante_maternelle",
    "garde_domicile": "taux_de_couv_salariee_a_domicile",
    "accueil_individuel": "taux_de_couv_accueil_individuel_ensemble",
}
PLACES = {
    "accueil_jeune_enfant": "places_offertes_ensemble",
    "eaje_psu": "places_EAJE_PSU",
    "eaje_hors_psu": "places_hors_EAJE_PSU",
    "eaje": "places_EAJE_ensemble",
    "prescolarisation": "places_prescolarisation",
    "assistants_maternels": "places_assistante_maternelle",
    "garde_domicile": "places_salariee_domicile",
    "accueil_individuel": "places_accueil_individuel_ensemble",
}
EXTRAIT = {
    "eaje": "txcouv_eaje_{}",
    "prescolarisation": "txcouv_prescol_{}",
    "assistants_maternels": "txcouv_am_ind_{}",
    "garde_domicile": "txcouv_gad_ind_{}",
    "petite_enfance": "txcouv_{}",
}
FOYERS = {
    "foyers_allocataires": "indfoy_ndur",
    "personnes_couvertes_caf": "indnbp_ndur",
    "foyers_rsa": "indfoy_rsa",
    "foyers_prime_activite": "indfoy_ppa",
    "foyers_aides_logement": "indfoy_ndural",
    "foyers_allocations_familiales": "indfoy_af",
}


def read_cnaf(caf: Path) -> Iterator[Colonne]:
    courante, ancienne = "couverture_petite_enfance", "couverture_petite_enfance_historique"
    for nom, cle, maille in (("epci", "numepci", "epci"), ("com", "numcom", "commune"), ("reg", "numregi", "region")):
        path = caf / f"txcouv_pe_{nom}_2023_extrait.csv"
        yield from read_annees(
            courante, path, "annee", cle, maille, {f"taux_couverture_{q}": c.format(nom) for q, c in EXTRAIT.items()}
        )
    libelles = {f"taux_couverture_{quantite}": f"Taux de couv {libelle}" for quantite, libelle in MODES.items()}
    libelles["taux_couverture_petite_enfance"] = "Taux de couv global"
    for source, fin in ((courante, ""), (ancienne, "_hist")):
        path = caf / f"txcouv_pe_dep{fin}_libelles.csv"
        yield from read_annees(source, path, "Date référence", "Numéro Département", "departement", libelles)
    for nom, cle, debut, colonnes in (
        ("txcouv", "numero_commune", "taux_couverture_", TAUX_COMMUNES),
        ("nbpla", "num_commune", "places_", PLACES),
    ):
        path = caf / f"{nom}_pe_com_hist_libelles.csv"
        nommees = {f"{debut}{quantite}": colonne for quantite, colonne in colonnes.items()}
        yield from read_annees(ancienne, path, "date_reference", cle, "commune", nommees, separateur=",")
    for fin in ("2A_2B_33_75", "35"):
        path = caf / f"s_ben_com_f_extrait_{fin}.csv"
        yield from read_annees("prestations", path, "dtreffre", "numcomdo", "commune", FOYERS, vide=SECRET)


def read_dares(path: Path) -> Iterator[Colonne]:
    """The last quarter of each year; a row by sex and age."""
    lignes = [r for r in list_dicts(path) if r["Date"].endswith("T4")]
    colonne = "Nombre de demandeurs d'emploi"
    for quantite, sexe, age in (
        ("demandeurs_emploi_abc", "Total", "Total"),
        ("demandeurs_emploi_abc_femmes", "Femmes", "Total"),
        ("demandeurs_emploi_abc_moins_25", "Total", "Moins de 25 ans"),
    ):
        par_annee: dict[int, dict[str, Valeur]] = defaultdict(dict)
        for r in lignes:
            if (r["Sexe"], r["Tranche d'âge"]) == (sexe, age):
                par_annee[int(r["Date"][:4])][r["Code commune"]] = read_nombre(r[colonne], SECRET)
        for annee, cellules in par_annee.items():
            yield Colonne(
                "dares", path.name, colonne, "Code commune", "commune", quantite, annee, cellules, is_national=False
            )


def read_annees(
    source: str,
    path: Path,
    annee: str,
    cle: str,
    maille: str,
    colonnes: dict[str, str],
    *,
    vide: str = INCONNU,
    separateur: str = ";",
) -> Iterator[Colonne]:
    """One column by quantity and year, of a table that has a row by year; a row without a code is nowhere."""
    lignes = [r for r in list_dicts(path, separateur) if r[cle].strip() and "X" not in r[cle]]
    for quantite, colonne in colonnes.items():
        if colonne not in lignes[0]:
            continue
        par_annee: dict[int, dict[str, Valeur]] = defaultdict(dict)
        for r in lignes:
            par_annee[int(r[annee][:4])][r[cle].strip()] = read_nombre(r[colonne], vide)
        for millesime, cellules in par_annee.items():
            yield Colonne(source, path.name, colonne, cle, maille, quantite, millesime, cellules, is_national=False)

"""INSEE, detailed census files: « Dossier complet » and the base-cc-* files, whose columns have the same names.

A column is named by its field (P, main exploitation; C, complementary), its vintage and its content: P22_POP0014. The
files have different columns, and often three vintages counted in the communes of the last one: what is there is read.
"""

import re
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.conversion import Serie, build_resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Statut
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Adresse, Resultat, Source
from convive.donnees.sources.grand_tableau import get_grand_tableau
from convive.donnees.sources.lecture import get_cellules
from convive.donnees.sources.nombres import compute_code_insee

_COLONNES = {
    "population_rp_comparable": r"P(\d\d)_POP",
    "population_0_14": r"P(\d\d)_POP0014",
    "population_15_29": r"P(\d\d)_POP1529",
    "population_30_44": r"P(\d\d)_POP3044",
    "population_45_59": r"P(\d\d)_POP4559",
    "population_60_74": r"P(\d\d)_POP6074",
    "population_75_89": r"P(\d\d)_POP7589",
    "population_90p": r"P(\d\d)_POP90P",
    "population_80p": r"P(\d\d)_POP80P",
    "population_80p_seule": r"P(\d\d)_POP80P_PSEUL",
    "menages_personne_seule": r"C(\d\d)_MENPSEUL",
    "menages_famille": r"C(\d\d)_MENFAM",
    "familles": r"C(\d\d)_FAM",
    "familles_couple_enfants": r"C(\d\d)_COUPAENF",
    "familles_couple_sans_enfant": r"C(\d\d)_COUPSENF",
    "familles_monoparentales": r"C(\d\d)_FAMMONO",
    "familles_3_enfants": r"C(\d\d)_NE24F3",
    "familles_4_enfants_ou_plus": r"C(\d\d)_NE24F4P",
    "actifs_15_24": r"P(\d\d)_ACT1524",
    "actifs_25_54": r"P(\d\d)_ACT2554",
    "actifs_55_64": r"P(\d\d)_ACT5564",
    "chomeurs_15_24": r"P(\d\d)_CHOM1524",
    "chomeurs_25_54": r"P(\d\d)_CHOM2554",
    "chomeurs_55_64": r"P(\d\d)_CHOM5564",
    "femmes_25_54": r"P(\d\d)_F2554",
    "femmes_actives_25_54": r"P(\d\d)_FACT2554",
    "femmes_salariees": r"P(\d\d)_FSAL15P",
    "femmes_salariees_temps_partiel": r"P(\d\d)_FSAL15P_TP",
    "population_2_5": r"P(\d\d)_POP0205",
    "scolarises_2_5": r"P(\d\d)_SCOL0205",
    "population_15_17": r"P(\d\d)_POP1517",
    "scolarises_15_17": r"P(\d\d)_SCOL1517",
    "population_18_24": r"P(\d\d)_POP1824",
    "scolarises_18_24": r"P(\d\d)_SCOL1824",
    "non_scolarises_15p": r"P(\d\d)_NSCOL15P",
    "non_scolarises_sans_diplome": r"P(\d\d)_NSCOL15P_DIPLMIN",
    "non_scolarises_brevet": r"P(\d\d)_NSCOL15P_BEPC",
    "residences_principales_locataires": r"P(\d\d)_RP_LOC",
    "residences_principales_hlm": r"P(\d\d)_RP_LOCHLMV",
    "menages_sans_voiture": r"P(\d\d)_RP_VOIT0",
    "menages_emmenages_moins_2_ans": r"P(\d\d)_MEN_ANEM0002",
    "pharmacies": r"BPE_20(\d\d)_D307",
}

SOURCE = Source(
    identifiant="recensement",
    titre="Dossier complet et bases communales du recensement",
    producteur="Insee (recensement de la population, base permanente des équipements)",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/5359146",
    motifs=("dossier_complet*.zip", "dossier_complet*.csv", "base-cc-*.zip", "base-cc-*.csv"),
    quantites=tuple(_COLONNES),
    limite=(
        "Moyenne de cinq enquêtes annuelles ; familles et ménages par type viennent de l’exploitation complémentaire, "
        "sondée au quart dans les grandes communes ; Mayotte absente."
    ),
    priorite=55,
    adresses=(
        Adresse("https://www.insee.fr/fr/statistiques/fichier/5359146/dossier_complet.zip", "dossier_complet.zip"),
    ),
)

_MOTIFS = {indicateur: re.compile(motif) for indicateur, motif in _COLONNES.items()}
_GARDEES = re.compile("|".join(["CODGEO", *_COLONNES.values()]))
_MEMBRE = re.compile(r"(dossier_complet|base-cc-).*\.csv", re.IGNORECASE)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one file, zipped or not; every vintage that it has."""
    tableau = get_grand_tableau(path, separateur=";", cle="CODGEO", colonnes=_GARDEES, membre=_MEMBRE)
    choisies = [
        (indicateur, nom, 2000 + int(annee))
        for indicateur, motif in _MOTIFS.items()
        for nom, annee in tableau.get_colonnes(motif).items()
    ]
    if not choisies:
        raise FichierIllisible(tableau.fichier, "aucune colonne du recensement n’est reconnue (P22_POP0014…)", ligne=1)
    noms = [nom for _, nom, _ in choisies]
    cellules = get_cellules(
        tableau,
        noms,
        cle="CODGEO",
        vides=dict.fromkeys(noms, Statut.NON_DISPONIBLE),
        compute_code=compute_code_insee,
    )
    series = [Serie(indicateur, millesime, cellules[nom]) for indicateur, nom, millesime in choisies]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)

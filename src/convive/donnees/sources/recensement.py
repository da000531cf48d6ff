"""INSEE, detailed census files: « Dossier complet » and the base-cc-* files, whose columns have the same names.

The name of a column gives the exploitation (P principale, C complémentaire), the vintage and the content: P22_POP1524.
Files have different columns, and often three vintages counted in the communes of the last one; all those present are
read.
"""

import re
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Adresse, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.grand_tableau import get_grand_tableau
from convive.donnees.sources.lecture import Tableau, get_cellules

_COLONNES = {
    "population_75p": r"P(\d\d)_POP75P",
    "population_15_24": r"P(\d\d)_POP1524",
    "personnes_80p": r"P(\d\d)_POP80P",
    "personnes_80p_seules": r"P(\d\d)_POP80P_PSEUL",
    "menages_rp": r"C(\d\d)_MEN",
    "menages_une_personne": r"C(\d\d)_MENPSEUL",
    "familles": r"C(\d\d)_FAM",
    "couples_avec_enfants": r"C(\d\d)_COUPAENF",
    "couples_sans_enfant": r"C(\d\d)_COUPSENF",
    "familles_monoparentales": r"C(\d\d)_FAMMONO",
    "actifs_15_24": r"P(\d\d)_ACT1524",
    "chomeurs_15_24": r"P(\d\d)_CHOM1524",
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
    "residences_principales_locataires": r"P(\d\d)_RP_LOC",
    "residences_principales_hlm": r"P(\d\d)_RP_LOCHLMV",
    # Up to the vintage 2021: afterwards INSEE counts moderate and severe cases, over all dwellings.
    "residences_hors_studio": r"C(\d\d)_RP_HSTU1P",
    "residences_suroccupees": r"C(\d\d)_RP_HSTU1P_SUROCC",
    "menages_sans_voiture": r"P(\d\d)_RP_VOIT0",
    "menages_emmenages_2_ans": r"P(\d\d)_MEN_ANEM0002",
    "pharmacies": r"BPE_20(\d\d)_D307",
    "relais_petite_enfance": r"BPE_20(\d\d)_D504",
    "points_pmi": r"BPE_20(\d\d)_D115",
    "centres_sociaux": r"BPE_20(\d\d)_D506",
}
_SOMMES = {
    "familles_3_enfants_ou_plus": (r"C(\d\d)_NE24F3", r"C(\d\d)_NE24F4P"),
    "non_scolarises_sans_diplome": (r"P(\d\d)_NSCOL15P_DIPLMIN", r"P(\d\d)_NSCOL15P_BEPC"),
    # Libraries, cinemas, swimming pools, gymnasiums.
    "equipements_culture_sport": tuple(rf"BPE_20(\d\d)_{code}" for code in ("F307", "F303", "F101", "F121")),
}
"""Quantities that are the sum of several columns."""

SOURCE = Source(
    identifiant="recensement",
    titre="Dossier complet et bases communales du recensement",
    producteur="Insee (recensement de la population, base permanente des équipements)",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/5359146",
    motifs=("dossier_complet*.zip", "dossier_complet*.csv", "base-cc-*.zip", "base-cc-*.csv"),
    quantites=(*_COLONNES, *_SOMMES),
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
_MOTIFS_SOMMES = {indicateur: [re.compile(motif) for motif in motifs] for indicateur, motifs in _SOMMES.items()}
_GARDEES = re.compile("|".join(["CODGEO", *_COLONNES.values(), *(m for motifs in _SOMMES.values() for m in motifs)]))
_MEMBRE = re.compile(r"(dossier_complet|base-cc-).*\.csv", re.IGNORECASE)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one file, zipped or not, for every vintage in it."""
    tableau = get_grand_tableau(path, separateur=";", cle="CODGEO", colonnes=_GARDEES, membre=_MEMBRE)
    choisies = [
        (indicateur, [nom], 2000 + int(annee))
        for indicateur, motif in _MOTIFS.items()
        for nom, annee in tableau.get_colonnes(motif).items()
    ] + _list_sommes(tableau)
    if not choisies:
        raise FichierIllisible(tableau.fichier, "aucune colonne du recensement n’est reconnue (P22_POP1524…)", ligne=1)
    noms = list(dict.fromkeys(nom for _, colonnes, _ in choisies for nom in colonnes))
    cellules = get_cellules(
        tableau,
        noms,
        cle="CODGEO",
        vides=dict.fromkeys(noms, Statut.NON_DISPONIBLE),
        compute_code=compute_code_insee,
    )
    series = [
        Serie(indicateur, millesime, _compute_somme([cellules[nom] for nom in colonnes]))
        for indicateur, colonnes, millesime in choisies
    ]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)


def _list_sommes(tableau: Tableau) -> list[tuple[str, list[str], int]]:
    """The quantities summed from several columns, for the vintages that have all of them."""
    sommes = []
    for indicateur, motifs in _MOTIFS_SOMMES.items():
        par_motif = [{annee: nom for nom, annee in tableau.get_colonnes(motif).items()} for motif in motifs]
        for annee in sorted(set(par_motif[0]).intersection(*par_motif)):
            sommes.append((indicateur, [noms[annee] for noms in par_motif], 2000 + int(annee)))
    return sommes


def _compute_somme(colonnes: list[dict[str, Cellule]]) -> dict[str, Cellule]:
    """The sum of columns by code; if one has no number, its status is kept instead."""
    if len(colonnes) == 1:
        return colonnes[0]
    sommes: dict[str, Cellule] = {}
    for code in colonnes[0]:
        parties = [cellules[code] for cellules in colonnes]
        raison = next((partie for partie in parties if not isinstance(partie, float)), None)
        sommes[code] = raison or sum(partie for partie in parties if isinstance(partie, float))
    return sommes

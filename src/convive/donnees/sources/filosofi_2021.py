"""INSEE-DGFiP-Cnaf-Cnav-CCMSA, Filosofi 2021: incomes and poverty by commune."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.nombres import compute_code_insee
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_cellules, get_tableau, list_absentes

_MILLESIME = 2021
_COLONNES = {
    "niveau_vie_median": "MED21",
    "taux_pauvrete": "TP6021",
    "taux_pauvrete_moins_30": "TP60AGE121",
    "taux_pauvrete_75p": "TP60AGE621",
    "taux_pauvrete_locataires": "TP60TOL221",
    "part_menages_imposes": "PIMP21",
    "part_prestations_sociales": "PPSOC21",
    "part_prestations_familiales": "PPFAM21",
    "part_minima_sociaux": "PPMINI21",
    "part_prestations_logement": "PPLOGT21",
    "premier_decile": "D121",
    "rapport_interdecile": "RD21",
}

SOURCE = Source(
    identifiant="filosofi_2021",
    titre="Filosofi 2021 : revenus et pauvreté des communes",
    producteur="Insee-DGFiP-Cnaf-Cnav-CCMSA",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/7756855",
    motifs=("cc_filosofi_2021_COM*.csv",),
    quantites=tuple(_COLONNES),
    limite=(
        "Filosofi est le fichier localisé social et fiscal. "
        "Ménages fiscaux, Guadeloupe, Guyane et Mayotte absentes ; taux de pauvreté publié pour une commune sur huit ; "
        "non comparable avec Filosofi 2023."
    ),
    priorite=10,
)
_EXIGEES = ("niveau_vie_median", "taux_pauvrete")


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the file by commune; « s » means secret, « nd » not available."""
    tableau = get_tableau(path, separateur=";", cle="CODGEO")
    presentes = {
        indicateur: colonne
        for indicateur, colonne in _COLONNES.items()
        if colonne in tableau.entete or indicateur in _EXIGEES
    }
    cellules = get_cellules(
        tableau,
        list(presentes.values()),
        cle="CODGEO",
        vides=dict.fromkeys(presentes.values(), Statut.SECRET),
        compute_code=compute_code_insee,
    )
    series = [Serie(indicateur, _MILLESIME, cellules[colonne]) for indicateur, colonne in presentes.items()]
    resultat = build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
    resultat.avertissements += list_absentes(
        tableau.entete, {colonne: QUANTITES[indicateur].libelle for indicateur, colonne in _COLONNES.items()}
    )
    return resultat

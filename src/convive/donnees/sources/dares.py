"""DARES, registered job seekers by commune: one row per quarter, sex and age; only the last quarter of a year is
kept."""

import re
from collections import defaultdict
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.cnaf import is_fantome
from convive.donnees.sources.lecture import get_tableau

_QUANTITES = {
    ("Total", "Total"): "demandeurs_emploi_abc",
    ("Femmes", "Total"): "demandeurs_emploi_abc_femmes",
    ("Total", "Moins de 25 ans"): "demandeurs_emploi_abc_moins_25",
}
"""(Sex, age) → quantity."""

SOURCE = Source(
    identifiant="dares",
    titre="Demandeurs d’emploi par commune",
    producteur="Dares et France Travail",
    licence=LICENCE_OUVERTE,
    url="https://dares.travail-emploi.gouv.fr/",
    motifs=("dares_defm_communales*.csv",),
    quantites=tuple(_QUANTITES.values()),
    limite="Catégories A, B et C, quatrième trimestre de chaque année, données brutes ; effectifs arrondis à 5.",
    priorite=20,
)

_CLE, _DATE, _NOMBRE = "Code commune", "Date", "Nombre de demandeurs d'emploi"
_TRIMESTRE = re.compile(r"(20\d\d)-T([1-4])")
_DERNIER = "4"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one table; Paris, Lyon and Marseille are in it both as a whole and by arrondissement."""
    tableau = get_tableau(path, separateur=";", cle=_CLE)
    noms = (_CLE, _DATE, "Type de données", "Catégorie", "Sexe", "Tranche d'âge", _NOMBRE)
    positions = [tableau.get_position(nom) for nom in noms]
    par_serie: dict[tuple[str, int], dict[str, Cellule]] = defaultdict(dict)
    for ligne, champs in tableau.lignes:
        texte, date, nature, categorie, sexe, age, nombre = (champs[position].strip() for position in positions)
        trimestre = _TRIMESTRE.fullmatch(date)
        if trimestre is None:
            raise FichierIllisible(tableau.fichier, f"« {date} » n’est pas un trimestre", ligne=ligne, colonne=_DATE)
        quantite = _QUANTITES.get((sexe, age))
        code = compute_code_insee(texte)
        if (nature, categorie, trimestre[2]) != ("Brutes", "ABC", _DERNIER) or quantite is None or is_fantome(code):
            continue
        try:
            cellule = compute_cellule(nombre, vide=Statut.SECRET)
        except NombreInvalide as error:
            raise FichierIllisible(
                tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne, colonne=_NOMBRE
            ) from None
        cle = quantite, int(trimestre[1])
        if par_serie[cle].setdefault(code, cellule) != cellule:
            raise FichierIllisible(
                tableau.fichier, f"deux lignes se contredisent pour {code}, {date}", ligne=ligne, colonne=_NOMBRE
            )
    if not par_serie:
        raise FichierIllisible(
            tableau.fichier, "aucune ligne d’un quatrième trimestre, de catégorie ABC et de données brutes"
        )
    return build_resultat(
        SOURCE.identifiant, tableau.fichier, [Serie(*cle, cellules) for cle, cellules in par_serie.items()], cog
    )

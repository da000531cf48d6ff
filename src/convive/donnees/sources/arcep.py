"""Arcep, « Ma connexion internet »: premises in each commune, and those that fibre can reach."""

import re
from collections import defaultdict
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Adresse, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_tableau

_COLONNES = {"locaux": "nbr", "locaux_fibre": "elig_ftth"}

SOURCE = Source(
    identifiant="arcep",
    titre="Ma connexion internet : locaux et fibre par commune",
    producteur="Arcep",
    licence=LICENCE_OUVERTE,
    url="https://www.data.gouv.fr/datasets/ma-connexion-internet",
    motifs=("*commune_techno*.csv",),
    quantites=tuple(_COLONNES),
    limite=(
        "Logements et locaux professionnels à la date du fichier, la plus récente de l’année ; un local raccordable "
        "n’est pas un local raccordé."
    ),
    adresses=(
        Adresse(
            "https://data.arcep.fr/fixe/maconnexioninternet/statistiques/last/commune/commune_techno.csv",
            "commune_techno.csv",
        ),
    ),
)

_CLE, _DATE, _NATURE = "code_insee", "date", "type"
_JOUR = re.compile(r"(20\d\d)-\d\d-\d\d")
_TOUS = "all"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one table; only the last quarter of each year is kept. An empty cell is not zero."""
    tableau = get_tableau(path, separateur=";,", cle=_CLE)
    positions = {nom: tableau.get_position(nom) for nom in (_CLE, _DATE, _NATURE, *_COLONNES.values())}
    par_jour: dict[str, dict[str, dict[str, Cellule]]] = defaultdict(lambda: defaultdict(dict))
    for ligne, champs in tableau.lignes:
        lus = {nom: champs[position].strip() for nom, position in positions.items()}
        if lus[_NATURE] != _TOUS:
            continue
        if _JOUR.fullmatch(lus[_DATE]) is None:
            raise FichierIllisible(tableau.fichier, f"« {lus[_DATE]} » n’est pas une date", ligne=ligne, colonne=_DATE)
        code = compute_code_insee(lus[_CLE], zeros_perdus=True)
        for quantite, colonne in _COLONNES.items():
            cellules = par_jour[lus[_DATE]][quantite]
            if code in cellules:
                raise FichierIllisible(tableau.fichier, f"le code {code} est en double", ligne=ligne, colonne=_CLE)
            try:
                cellules[code] = compute_cellule(lus[colonne], vide=Statut.NON_DISPONIBLE)
            except NombreInvalide as error:
                raise FichierIllisible(
                    tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne, colonne=colonne
                ) from None
    if not par_jour:
        raise FichierIllisible(tableau.fichier, f"aucune ligne de tous les locaux ({_TOUS})", colonne=_NATURE)
    derniers = {jour[:4]: jour for jour in sorted(par_jour)}
    series = [
        Serie(quantite, int(annee), cellules)
        for annee, jour in derniers.items()
        for quantite, cellules in par_jour[jour].items()
    ]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)

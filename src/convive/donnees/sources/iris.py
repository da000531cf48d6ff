"""INSEE, table of IRIS: their names, and today's commune. It has no figures."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import Maille, Zone
from convive.donnees.sources.infracommunal import validate_iris
from convive.donnees.sources.lecture import get_tableau

SOURCE = Source(
    identifiant="iris",
    titre="Table des IRIS",
    producteur="Insee",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/information/7708995",
    motifs=("iris_20*.csv", "reference_IRIS_geo20*.csv"),
    quantites=(),
    limite="Noms et types des IRIS à la date du fichier ; une commune qui n’est pas découpée a un seul IRIS.",
)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Zones of the file; types are H housing, A business, D other, Z an undivided commune."""
    tableau = get_tableau(path, separateur=";", cle="CODE_IRIS")
    code, nom, nature, commune = (
        tableau.get_position(colonne) for colonne in ("CODE_IRIS", "LIB_IRIS", "TYP_IRIS", "DEPCOM")
    )
    avertissements = validate_iris(tableau.fichier, [champs[code].strip() for _, champs in tableau.lignes], cog)
    zones = [
        Zone(Maille.IRIS, champs[code].strip(), champs[nom].strip(), actuel, champs[nature].strip(), SOURCE.identifiant)
        for _, champs in tableau.lignes
        if (actuel := cog.get_code_actuel(compute_code_insee(champs[commune])))
    ]
    return Resultat([], [], avertissements, zones=zones)

"""The coverage rates of childcare in 2023, from the tables of the Cnaf kept in `base/fichiers`.

They are read as in the dépôt, where the whole tables of the portal take their place once they are downloaded.
"""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.rules import Mesure
from convive.donnees.sources import couverture_petite_enfance

SOURCE = "base_couverture"


def list_fichiers(base_dir: Path) -> list[Path]:
    return sorted((base_dir / "fichiers").glob("txcouv_pe_*.csv"))


def build_couverture(base_dir: Path, cog: CodeOfficielGeographique) -> list[Mesure]:
    """One row for each figure of each table. Raise FichierIllisible."""
    return [
        mesure._replace(source=SOURCE)
        for path in list_fichiers(base_dir)
        for mesure in couverture_petite_enfance.build(path, cog).lignes
    ]

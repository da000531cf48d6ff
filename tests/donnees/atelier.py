"""A workshop for the tests of the build: a tiny base, a dépôt to write into, a folder of built data."""

import os
import time
from pathlib import Path

import duckdb
import pytest

from convive.donnees.actions import Bilan, build_donnees
from convive.donnees.erreurs import ConstructionEnCours
from convive.donnees.sources.base import BASE_DIR

REFERENCE = "donnees_communes_poplegales.csv"
BON = "COM;PMUN\n01001;10\n01002;20\n01005;30\n02001;40\n02002;50\n02003;60\n"
MOUVEMENTS = (
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n"
    "32,2019-01-01,COM,01006,COM,01005\n"
    "32,2019-01-01,COM,01008,COM,01005\n"
)

PATIENCE = 600


def get_dossier_partage(nom: str) -> Path | None:
    """Folder of built data that every process of a run shares, when the run gives one."""
    partage = os.environ.get("CONVIVE_DONNEES")
    return Path(partage) / nom if partage else None


def build_once(donnees_dir: Path, depot: Path | None, base_dir: Path = BASE_DIR) -> Bilan:
    """Build, or wait for the test process that is building the same thing."""
    debut = time.monotonic()
    while time.monotonic() < debut + PATIENCE:
        try:
            return build_donnees(donnees_dir=donnees_dir, depot_dir=depot, base_dir=base_dir)
        except ConstructionEnCours:
            time.sleep(0.5)
    pytest.fail("Une construction ne finit pas.")


class Atelier:
    """A base, a dépôt and a folder of built data."""

    def __init__(self, donnees: Path, depot: Path, base: Path) -> None:
        self.donnees = donnees
        self.depot = depot
        self.base = base

    def build(self, *sources: str, depot: bool = True) -> Bilan:
        return build_donnees(
            donnees_dir=self.donnees,
            depot_dir=self.depot if depot else None,
            base_dir=self.base,
            sources=sources,
        )

    def write(self, texte: str, nom: str = REFERENCE) -> None:
        (self.depot / "insee" / nom).write_text(texte, encoding="utf-8")

    def get(self, maille: str, territoire: str, indicateur: str = "population_rp") -> tuple[object, ...] | None:
        dossier = self.donnees / (self.donnees / "actuel").read_text()
        with duckdb.connect() as connexion:
            lignes: list[tuple[object, ...]] = connexion.execute(
                "SELECT valeur, statut, source, communes_connues, communes_total FROM read_parquet(?) "
                "WHERE maille = ? AND territoire = ? AND indicateur = ?",
                [str(dossier / "par_territoire.parquet"), maille, territoire, indicateur],
            ).fetchall()
        return lignes[0] if lignes else None

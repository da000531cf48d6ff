"""Writes the packaged files: same bytes for the same content."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from convive.donnees.rules import Lieu, Mesure
from convive.donnees.schema import CONTOURS, LIEUX, TERRITOIRES, build_table
from tools.base.territoires import Ligne

COMPRESSION: dict[str, Any] = {"compression": "zstd", "compression_level": 19}
LIGNES_PAR_GROUPE_CONTOURS = 4_000
"""Rows per row group, about ten départements, so that a page that draws one reads a tenth of the file."""


def export_territoires(lignes: list[Ligne], dossier: Path) -> None:
    """Write territoires.parquet."""
    pq.write_table(pa.Table.from_pylist(lignes, schema=TERRITOIRES), dossier / "territoires.parquet", **COMPRESSION)


def export_contours(lignes: list[dict[str, Any]], dossier: Path) -> None:
    """Write contours.parquet."""
    pq.write_table(
        pa.Table.from_pylist(lignes, schema=CONTOURS),
        dossier / "contours.parquet",
        row_group_size=LIGNES_PAR_GROUPE_CONTOURS,
        use_dictionary=["departement"],
        **COMPRESSION,
    )


def export_mesures(lignes: list[Mesure], dossier: Path) -> None:
    """Write mesures.parquet."""
    pq.write_table(build_table(lignes), dossier / "mesures.parquet", **COMPRESSION)


def export_lieux(lignes: list[Lieu], dossier: Path) -> None:
    """Write lieux.parquet."""
    pq.write_table(build_table(lignes, LIEUX), dossier / "lieux.parquet", **COMPRESSION)


def export_provenance(provenance: dict[str, Any], dossier: Path) -> None:
    """Write provenance.json."""
    texte = json.dumps(provenance, ensure_ascii=False, indent=2)
    (dossier / "provenance.json").write_text(texte + "\n", encoding="utf-8")

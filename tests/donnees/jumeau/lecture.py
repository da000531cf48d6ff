"""The cells of a table, by column and code, as they are written; no rule but how to read a number."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECRET, INCONNU, SANS_OBJET = "secret", "non_disponible", "non_applicable"
AVEC_PARENT = "scission_incomplete"
"""Counted with the commune that it left since."""
type Valeur = float | str


@dataclass(frozen=True)
class Colonne:
    """One column of one file: which quantity it is, and its cells by code.

    `geographie`: date of the code list of this very column. `is_national`: the file lists most communes.
    """

    source: str
    fichier: str
    colonne: str
    ligne: str
    maille: str
    indicateur: str
    millesime: int
    cellules: dict[str, Valeur]
    geographie: str | None = None
    is_national: bool = True


def read_nombre(texte: object, vide: str) -> Valeur:
    """A number whatever its spaces and its comma; « s » is a secret, « nd » unknown."""
    brut = re.sub(r"\s", "", str(texte)).replace(",", ".")
    if not brut:
        return vide
    if brut in ("s", "ns"):
        return SECRET
    return INCONNU if brut in ("nd", "NA") else float(brut)


def list_dicts(path: Path, separateur: str = ";", encodage: str = "utf-8-sig") -> list[dict[str, str]]:
    octets = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(octets.decode(encodage), newline=""), delimiter=separateur))


def read_table(
    source: str,
    path: Path,
    cle: str,
    colonnes: dict[tuple[str, int], str],
    *,
    vide: str = INCONNU,
    encodage: str = "utf-8-sig",
    separateur: str = ";",
    maille: str = "commune",
) -> Iterator[Colonne]:
    lignes = [r for r in list_dicts(path, separateur, encodage) if (r[cle] or "").strip()]
    for (quantite, millesime), colonne in colonnes.items():
        cellules = {r[cle].strip(): read_nombre(r[colonne], vide) for r in lignes}
        is_national = len(lignes) > 17_000
        yield Colonne(source, path.name, colonne, cle, maille, quantite, millesime, cellules, is_national=is_national)

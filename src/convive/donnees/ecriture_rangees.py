"""Write the rows of `rangees` from the long table, which is read back sorted."""

import math
import sys
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from convive.donnees.ecriture import record_sur_disque, render_texte
from convive.donnees.rangees import (
    LETTRES,
    MAILLES_SANS_RANGEE,
    SANS_LIGNE,
    render_source,
)
from convive.donnees.rules import Maille

RANGEES = pa.schema(
    [
        pa.field("maille", pa.string(), nullable=False),
        pa.field("territoire", pa.string(), nullable=False),
        pa.field("valeurs", pa.binary(), nullable=False),
        pa.field("statuts", pa.string(), nullable=False),
        pa.field("sources", pa.string(), nullable=False),
        pa.field("connues", pa.binary()),
        pa.field("total", pa.binary()),
    ]
)
MOTS = pa.schema(
    [
        pa.field("nature", pa.string(), nullable=False),
        pa.field("rang", pa.int32(), nullable=False),
        pa.field("mot", pa.string(), nullable=False),
        pa.field("millesime", pa.int16()),
        pa.field("is_reelle", pa.bool_()),
        pa.field("is_fictive", pa.bool_()),
    ]
)
# Figures per row group: small enough to hold only some communes of a département, without having too many groups.
FIGURES_PAR_GROUPE = 120_000
# Figures processed at a time. The rows also have an empty place for each quantity that the territory lacks.
FIGURES_PAR_LOT = 150_000
_ICI = ", ".join(f"'{maille}'" for maille in MAILLES_SANS_RANGEE)
# SQL is built from our own names and values only: nothing in it comes from a person or a file.
# Vintages are listed separately for real and fictional territories, which must not appear to have each other's.
_MESURES = f"""
SELECT indicateur::VARCHAR, millesime,
    bool_or(NOT starts_with(territoire, '99')), bool_or(starts_with(territoire, '99'))
FROM mesures WHERE maille NOT IN ({_ICI}) GROUP BY ALL ORDER BY ALL
"""  # noqa: S608
_SOURCES = f"SELECT DISTINCT source::VARCHAR FROM mesures WHERE maille NOT IN ({_ICI}) ORDER BY ALL"  # noqa: S608
_TAILLES = (
    f"SELECT maille::VARCHAR, territoire, count(*) FROM mesures WHERE maille NOT IN ({_ICI}) GROUP BY ALL ORDER BY ALL"  # noqa: S608
)
_LIGNES = """
SELECT t.rang * $taille + m.rang AS place, valeur, l.lettre AS lettre, $premiere_source + s.rang AS lettre_source,
    communes_connues AS connues, communes_total AS total, t.rang AS territoire
FROM mesures JOIN territoires_lot t USING (territoire)
JOIN mots_mesures m ON m.mot = indicateur AND m.millesime = mesures.millesime
JOIN mots_sources s ON s.mot = source
JOIN lettres_statuts l ON l.statut = mesures.statut
WHERE maille = $maille AND territoire BETWEEN $premier AND $dernier
"""


def build_rangees(dossier: Path, triees: Path) -> None:
    """Write `rangees.parquet`, and the file that says what its places mean.

    `triees`: the long table, sorted by territory so that each batch only reads a few row groups.
    """
    with duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "200MB"}) as connexion:
        connexion.execute(f"CREATE VIEW mesures AS FROM read_parquet({render_texte(str(triees))})")
        _export_rangees(connexion, dossier)
    for nom in ("rangees.parquet", "rangees_mots.parquet"):
        record_sur_disque(dossier / nom)


def _export_rangees(connexion: duckdb.DuckDBPyConnection, dossier: Path) -> None:
    mesures = connexion.execute(_MESURES).fetchall()
    sources = [source for (source,) in connexion.execute(_SOURCES).fetchall()]
    mots = [("mesure", rang, *mesure) for rang, mesure in enumerate(mesures)]
    mots += [("source", rang, mot, None, None, None) for rang, mot in enumerate(sources)]
    table = pa.table([list(colonne) for colonne in zip(*mots, strict=True)] or [[] for _ in MOTS], schema=MOTS)
    lettres = {"statut": list(map(str, LETTRES)), "lettre": [ord(lettre) for lettre in LETTRES.values()]}
    tables = {
        "mots_mesures": table.filter(pc.equal(table["nature"], "mesure")),
        "mots_sources": table.filter(pc.equal(table["nature"], "source")),
        "lettres_statuts": pa.table(lettres),
    }
    for nom, contenu in tables.items():
        connexion.register(nom, contenu)
    pq.write_table(table, dossier / "rangees_mots.parquet", compression="zstd")
    taille = len(mesures) + 1
    lignes = max(1, FIGURES_PAR_GROUPE // taille)
    with pq.ParquetWriter(
        dossier / "rangees.parquet", RANGEES, compression="zstd", use_dictionary=["maille"]
    ) as sortie:
        for maille, territoires in _list_lots(connexion.execute(_TAILLES).fetchall()):
            lot = _build_lot(connexion, maille, territoires, taille)
            sortie.write_table(lot, row_group_size=lignes)


def _list_lots(tailles: list[tuple[str, str, int]]) -> Iterator[tuple[str, list[str]]]:
    """Batches of (level, sorted territories) with at most FIGURES_PAR_LOT figures, or a single territory."""
    for maille, lignes in groupby(tailles, key=itemgetter(0)):
        territoires: list[str] = []
        figures = 0
        for _, territoire, nombre in lignes:
            if territoires and figures + nombre > FIGURES_PAR_LOT:
                yield maille, territoires
                territoires, figures = [], 0
            territoires.append(territoire)
            figures += nombre
        yield maille, territoires


def _build_lot(connexion: duckdb.DuckDBPyConnection, maille: str, territoires: list[str], taille: int) -> pa.Table:
    """The rows of some territories of a level: each figure is scattered to its place, and other places are empty."""
    nombre = len(territoires)
    rangs = pa.array(range(nombre), pa.int32())
    connexion.register("territoires_lot", pa.table({"territoire": pa.array(territoires, pa.string()), "rang": rangs}))
    parametres = {
        "taille": taille,
        "premiere_source": ord(render_source(0)),
        "maille": maille,
        "premier": territoires[0],
        "dernier": territoires[-1],
    }
    figures = connexion.sql(_LIGNES, params=parametres).to_arrow_table()
    connexion.unregister("territoires_lot")

    def throw(colonne: str, nature: pa.DataType, vide: float | pa.Array) -> list[bytes]:
        dense = pc.scatter(
            figures[colonne].cast(nature), figures["place"].cast(pa.int64()), max_index=nombre * taille - 1
        )
        octets = pc.coalesce(dense.combine_chunks() if isinstance(dense, pa.ChunkedArray) else dense, vide)
        contenu = octets.buffers()[1].to_pybytes()
        pas = taille * nature.bit_width // 8
        return [contenu[rang * pas : (rang + 1) * pas] for rang in range(nombre)]

    sommes, entiers = _get_totaux(figures, maille, nombre)
    connues: list[bytes] | list[None] = [None] * nombre
    totaux: list[bytes] | list[None] = [None] * nombre
    if sommes:
        defaut = _build_repetitions(entiers, taille)
        connues, totaux = (throw(colonne, pa.int32(), defaut) for colonne in ("connues", "total"))
    return pa.table(
        [
            [maille] * nombre,
            territoires,
            throw("valeur", pa.float64(), pa.scalar(math.nan)),
            [octets.decode("ascii") for octets in throw("lettre", pa.uint8(), pa.scalar(ord(SANS_LIGNE), pa.uint8()))],
            [
                octets.decode("ascii")
                for octets in throw("lettre_source", pa.uint8(), pa.scalar(ord(SANS_LIGNE), pa.uint8()))
            ],
            [connu if rang in sommes else None for rang, connu in enumerate(connues)],
            [total if rang in sommes else None for rang, total in enumerate(totaux)],
        ],
        schema=RANGEES,
    )


def _build_repetitions(entiers: list[int], taille: int) -> pa.Array:
    """Each number repeated `taille` times, the number of places in a row."""
    octets = b"".join(entier.to_bytes(4, sys.byteorder, signed=True) * taille for entier in entiers)
    return pa.Array.from_buffers(pa.int32(), len(entiers) * taille, [None, pa.py_buffer(octets)])


def _get_totaux(figures: pa.Table, maille: str, nombre: int) -> tuple[set[int], list[int]]:
    """The ranks of territories with at least one figure summed over communes, and each territory's number of communes.

    A figure published for the whole territory by its producer counts as having all its communes.
    """
    connus = figures.filter(pc.is_valid(figures["total"])).group_by("territoire").aggregate([("total", "max")])
    par_rang = dict(zip(connus["territoire"].to_pylist(), connus["total_max"].to_pylist(), strict=True))
    is_compose = maille not in (Maille.COMMUNE, Maille.ARRONDISSEMENT_MUNICIPAL)
    return set(par_rang), [par_rang.get(rang, 1) if is_compose else 1 for rang in range(nombre)]

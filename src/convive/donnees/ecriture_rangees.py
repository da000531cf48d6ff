"""Write the rows of `rangees` from the long table, while the build has it in memory."""

from array import array
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from convive.donnees.ecriture import record_sur_disque
from convive.donnees.rangees import (
    LETTRES,
    MAILLES_SANS_RANGEE,
    SANS_LIGNE,
    TYPE_COMPTES,
    TYPE_VALEURS,
    list_vides,
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
# Figures by row group: some communes of a département, and few groups to look through.
FIGURES_PAR_GROUPE = 120_000
# Figures gathered at a time: lists do not leave the memory for the disk.
FIGURES_PAR_LOT = 1_500_000
_ICI = ", ".join(f"'{maille}'" for maille in MAILLES_SANS_RANGEE)
# Our own names and values: nothing in the statements comes from a person or a file.
# A vintage that the fictional territory alone has is none for a real one, and the other way round.
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
SELECT maille::VARCHAR, territoire, list(m.rang ORDER BY m.rang), list(valeur ORDER BY m.rang),
    list(statut::VARCHAR ORDER BY m.rang), list(s.rang ORDER BY m.rang),
    list(communes_connues ORDER BY m.rang), list(communes_total ORDER BY m.rang)
FROM mesures JOIN mots_mesures m ON m.mot = indicateur::VARCHAR AND m.millesime = mesures.millesime
JOIN mots_sources s ON s.mot = source::VARCHAR
WHERE maille = ? AND territoire BETWEEN ? AND ?
GROUP BY ALL ORDER BY territoire
"""


def build_rangees(connexion: duckdb.DuckDBPyConnection, dossier: Path) -> None:
    """Write `rangees.parquet` and the words of its places, from the table `mesures` of the connection."""
    mesures = connexion.execute(_MESURES).fetchall()
    sources = [source for (source,) in connexion.execute(_SOURCES).fetchall()]
    mots = [("mesure", rang, *mesure) for rang, mesure in enumerate(mesures)]
    mots += [("source", rang, mot, None, None, None) for rang, mot in enumerate(sources)]
    table = pa.table([list(colonne) for colonne in zip(*mots, strict=True)] or [[] for _ in MOTS], schema=MOTS)
    connexion.register("mots_mesures", table.filter(pc.equal(table["nature"], "mesure")))
    connexion.register("mots_sources", table.filter(pc.equal(table["nature"], "source")))
    pq.write_table(table, dossier / "rangees_mots.parquet", compression="zstd")
    taille = len(mesures) + 1
    lignes = max(1, FIGURES_PAR_GROUPE // taille)
    with pq.ParquetWriter(
        dossier / "rangees.parquet", RANGEES, compression="zstd", use_dictionary=["maille"]
    ) as sortie:
        for lot in _list_lots(connexion, lignes):
            rangees = [_pack(taille, *ligne) for ligne in lot]
            colonnes = [list(colonne) for colonne in zip(*rangees, strict=True)]
            sortie.write_table(pa.table(colonnes, schema=RANGEES))
    connexion.unregister("mots_mesures")
    connexion.unregister("mots_sources")
    for nom in ("rangees.parquet", "rangees_mots.parquet"):
        record_sur_disque(dossier / nom)


def _list_lots(connexion: duckdb.DuckDBPyConnection, taille: int) -> Iterator[list[tuple[Any, ...]]]:
    """Some territories at a time, by level then code."""
    for bornes in _list_bornes(connexion.execute(_TAILLES).fetchall()):
        resultat = connexion.execute(_LIGNES, bornes)
        while lot := resultat.fetchmany(taille):
            yield lot


def _list_bornes(tailles: list[tuple[str, str, int]]) -> Iterator[tuple[str, str, str]]:
    """(level, first code, last code) of territories that hold some FIGURES_PAR_LOT together."""
    for maille, lignes in groupby(tailles, key=itemgetter(0)):
        premier, dernier, figures = "", "", 0
        for _, territoire, nombre in lignes:
            if figures and figures + nombre > FIGURES_PAR_LOT:
                yield maille, premier, dernier
                figures = 0
            premier = territoire if not figures else premier
            dernier, figures = territoire, figures + nombre
        yield maille, premier, dernier


def _pack(
    taille: int,
    maille: str,
    territoire: str,
    rangs: list[int],
    valeurs: list[float | None],
    statuts: list[str],
    sources: list[int],
    connues: list[int | None],
    total: list[int | None],
) -> tuple[str, str, bytes, str, str, bytes | None, bytes | None]:
    nombres = list_vides(taille)
    lettres, lettres_sources = [SANS_LIGNE] * taille, [SANS_LIGNE] * taille
    # A figure that its producer publishes for the whole territory lacks none of its communes.
    is_compose = maille not in (Maille.COMMUNE, Maille.ARRONDISSEMENT_MUNICIPAL)
    entier = max((n for n in total if n is not None), default=1) if is_compose else 1
    comptes_connus, comptes_total = [entier] * taille, [entier] * taille
    for place, rang in enumerate(rangs):
        valeur = valeurs[place]
        if valeur is not None:
            nombres[rang] = valeur
        lettres[rang] = LETTRES[statuts[place]]
        lettres_sources[rang] = render_source(sources[place])
        if (n := connues[place]) is not None:
            comptes_connus[rang] = n
        if (n := total[place]) is not None:
            comptes_total[rang] = n
    is_somme = any(n is not None for n in total)
    return (
        maille,
        territoire,
        array(TYPE_VALEURS, nombres).tobytes(),
        "".join(lettres),
        "".join(lettres_sources),
        array(TYPE_COMPTES, comptes_connus).tobytes() if is_somme else None,
        array(TYPE_COMPTES, comptes_total).tobytes() if is_somme else None,
    )

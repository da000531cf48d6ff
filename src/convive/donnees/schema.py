"""The declared schemas of the Parquet files that the build reads and writes.

It needs pyarrow, so only the build imports it, never the pages (`rules.Mesure` has the same columns).
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from convive.donnees.colonnes import Colonne
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Lieu, Mesure, Statut, Zone

MESURES = pa.schema(
    [
        pa.field("maille", pa.string(), nullable=False),
        pa.field("territoire", pa.string(), nullable=False),
        pa.field("indicateur", pa.string(), nullable=False),
        pa.field("millesime", pa.int16(), nullable=False),
        pa.field("valeur", pa.float64()),
        pa.field("statut", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("communes_connues", pa.int32()),
        pa.field("communes_total", pa.int32()),
    ]
)

LIEUX = pa.schema(
    [
        pa.field("nature", pa.string(), nullable=False),
        pa.field("identifiant", pa.string(), nullable=False),
        pa.field("nom", pa.string(), nullable=False),
        pa.field("commune", pa.string(), nullable=False),
        pa.field("adresse", pa.string(), nullable=False),
        pa.field("longitude", pa.float64()),
        pa.field("latitude", pa.float64()),
        pa.field("details", pa.string(), nullable=False),
        pa.field("millesime", pa.int16(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
    ]
)

ZONES = pa.schema([pa.field(nom, pa.string(), nullable=False) for nom in Zone._fields])

TERRITOIRES = pa.schema(
    [
        pa.field("code", pa.string()),
        pa.field("nom", pa.string()),
        pa.field("type", pa.string()),
        pa.field("zone", pa.string()),
        pa.field("departement", pa.string()),
        pa.field("region", pa.string()),
        pa.field("parent", pa.string()),
        pa.field("epci", pa.string()),
        pa.field("ept", pa.string()),
        pa.field("siren", pa.string()),
        pa.field("codes_postaux", pa.list_(pa.string())),
        pa.field("anciens_codes", pa.list_(pa.string())),
        pa.field("population_municipale", pa.int32()),
    ]
)

CONTOURS = pa.schema(
    [
        pa.field("code", pa.string()),
        pa.field("departement", pa.string()),
        pa.field("geometrie", pa.string()),
        pa.field("superficie_km2", pa.float64()),
    ]
)


def build_table(lignes: Sequence[Mesure] | Sequence[Lieu] | Sequence[Zone], schema: pa.Schema = MESURES) -> pa.Table:
    """An Arrow table of measures, lieux or zones, checked against the declared schema."""
    colonnes: Iterable[Sequence[object]] = zip(*lignes, strict=True) if lignes else [() for _ in schema]
    return pa.table(
        [pa.array(colonne, field.type) for colonne, field in zip(colonnes, schema, strict=True)], schema=schema
    )


FIGURES_PAR_TABLE = 150_000


def list_tables(resultat: Resultat) -> Iterator[pa.Table]:
    """The figures of a file as tables in long form, a few columns at a time."""
    if resultat.mesures:
        yield build_table(resultat.mesures)
    textes: dict[int, pa.Array] = {}
    lot: list[pa.Table] = []
    for colonne in resultat.colonnes:
        if id(colonne.territoires) not in textes:
            textes = {id(colonne.territoires): pa.array(colonne.territoires, pa.string())}
        lot.append(_build_table_colonne(colonne, textes[id(colonne.territoires)]))
        if sum(map(len, lot)) >= FIGURES_PAR_TABLE:
            yield pa.concat_tables(lot)
            lot = []
    if lot:
        yield pa.concat_tables(lot)


def _build_table_colonne(colonne: Colonne, territoires: pa.Array) -> pa.Table:
    nombre = len(territoires)
    valeurs = pa.array([c if isinstance(c, float) else None for c in colonne.cellules], pa.float64())
    statuts = (
        pa.array([Statut.VALEUR if isinstance(c, float) else c for c in colonne.cellules], pa.string())
        if valeurs.null_count
        else pa.repeat(Statut.VALEUR.value, nombre)
    )
    return pa.table(
        [
            pa.repeat(str(colonne.maille), nombre),
            territoires,
            pa.repeat(colonne.indicateur, nombre),
            pa.repeat(pa.scalar(colonne.millesime, pa.int16()), nombre),
            valeurs,
            statuts,
            pa.repeat(colonne.source, nombre),
            pa.nulls(nombre, pa.int32()),
            pa.nulls(nombre, pa.int32()),
        ],
        schema=MESURES,
    )


def get_table(path: Path, schema: pa.Schema) -> pa.Table:
    """Read a Parquet file with the declared schema. Raise FichierIllisible if a column is missing or has another
    type."""
    try:
        fichier = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise FichierIllisible(path.name, "ce n’est pas un fichier Parquet lisible, absent ou tronqué") from error
    with fichier:
        manquantes = [nom for nom in schema.names if nom not in fichier.schema_arrow.names]
        if manquantes:
            raise FichierIllisible(path.name, "cette colonne manque", colonne=manquantes[0])
        try:
            return fichier.read(columns=schema.names).select(schema.names).cast(schema)
        except (pa.ArrowException, ValueError) as error:
            raise FichierIllisible(path.name, f"le contenu n’a pas le schéma attendu ({error})") from error

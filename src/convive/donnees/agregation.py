"""From the rows of every source to the sorted long table, with DuckDB."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.ecriture import record_sur_disque, render_texte
from convive.donnees.ecriture_rangees import build_rangees
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.quantites import list_additives
from convive.donnees.rules import CODE_FRANCE, STATUTS_AVEC_VALEUR, Maille, Statut
from convive.donnees.schema import LIEUX, ZONES
from convive.donnees.secret import SENSIBLES, SEUIL_EFFECTIF
from convive.territoires.rules import PREFIXE_FICTIF_INSEE

TAILLE_GROUPE = 122_880
"""Rows per Parquet row group: reading a few large groups is faster than checking the statistics of many small ones."""

PRIORITE_CONTOURS = 99
"""Any official area is preferred to one measured on simplified contours, of which one in a hundred is 10 % off."""

_COLONNES = "maille, territoire, indicateur, millesime, valeur, statut, source, communes_connues, communes_total"
_ECRITES = _COLONNES.replace("territoire", "territoire::VARCHAR AS territoire")
ORDRE = "territoire, maille, indicateur, millesime"


def _render_exact(colonne: str) -> str:
    """Cast to decimal, so that a sum does not depend on the order of additions: two builds must be identical."""
    return f"{colonne}::DECIMAL(38, 9)"


# SQL is built from our own column names, statuses and paths only: nothing in it comes from a person or a file.
_TYPEES = """maille::type_maille AS maille, territoire_type AS territoire,
    indicateur::type_indicateur AS indicateur, millesime, valeur, statut::type_statut AS statut,
    source::type_source AS source, communes_connues, communes_total"""
_CLE = "maille, territoire, indicateur, millesime"
# Words repeated over millions of rows are stored as enums, declared in alphabetical order so that they sort like words.
_TYPES = (
    ("type_maille", sorted(Maille)),
    ("type_statut", sorted(Statut)),
    (
        "type_territoire",
        """SELECT DISTINCT territoire FROM (
        SELECT territoire FROM lignes
        UNION ALL SELECT territoire FROM liens UNION ALL SELECT commune FROM liens
        UNION ALL SELECT parent FROM morceaux UNION ALL SELECT commune FROM morceaux
    ) ORDER BY 1""",
    ),
    ("type_indicateur", "SELECT DISTINCT indicateur FROM lignes ORDER BY 1"),
    ("type_source", "SELECT DISTINCT source FROM lignes ORDER BY 1"),
)
_BRUTES = (
    # There are so many territory codes that joining with their list is four times faster than casting each to the enum.
    f"""
CREATE TABLE mots_territoires AS
SELECT mot::VARCHAR AS territoire, mot AS territoire_type, starts_with(mot, '{PREFIXE_FICTIF_INSEE}') AS is_fictif
FROM (SELECT unnest(enum_range(NULL::type_territoire))::type_territoire AS mot)
""",  # noqa: S608 - names of ours
    # Only take fictional rows from a fictional file, and no fictional row from any other file.
    """
CREATE VIEW brutes AS
SELECT lignes.*, territoire_type FROM lignes JOIN mots_territoires USING (territoire, is_fictif)
""",
)

# Removes duplicates. Two files seldom give the same vintage of a quantity; when they do, one of them gives most of the
# rows. So only the few rows of the other files, and the rows that they duplicate, are compared one by one. The
# fictional territory comes from a single file and has no duplicates.
_DEDOUBLER = (
    """
CREATE TABLE longues AS
SELECT indicateur, millesime, arg_max(rang, (nombre, -rang)) AS rang
FROM (SELECT indicateur, millesime, rang, count(*) AS nombre FROM lignes WHERE NOT is_fictif GROUP BY ALL)
GROUP BY ALL HAVING count(*) > 1
""",
    f"""
CREATE TABLE disputees AS
SELECT {_TYPEES}, brutes.rang, brutes.rang = longues.rang AS is_longue
FROM brutes JOIN longues USING (indicateur, millesime)
""",  # noqa: S608 - names of ours
    f"CREATE TABLE autres AS SELECT DISTINCT {_CLE} FROM disputees WHERE NOT is_longue",  # noqa: S608 - names of ours
    f"CREATE TABLE mesures AS SELECT {_COLONNES} FROM disputees ANTI JOIN autres USING ({_CLE})",  # noqa: S608 - names of ours
    f"""
INSERT INTO mesures SELECT {_COLONNES}
FROM disputees SEMI JOIN autres USING ({_CLE}) JOIN fichiers USING (rang)
QUALIFY row_number() OVER (
    PARTITION BY {_CLE}
    ORDER BY statut = '{Statut.NON_DISPONIBLE}',
        CASE WHEN source = 'base_contours' THEN {PRIORITE_CONTOURS} ELSE priorite END, rang
) = 1
""",  # noqa: S608 - names of ours
    "DROP TABLE disputees",
    "DROP TABLE autres",
    f"INSERT INTO mesures SELECT {_TYPEES} FROM brutes ANTI JOIN longues USING (indicateur, millesime)",  # noqa: S608 - names of ours
)

# Which commune belongs to which territory, with the same enums. A `cadre` is a set of communes that belong to exactly
# the same territories.
_DECOUPER = (
    """
CREATE TABLE appartenances AS
SELECT maille::type_maille AS maille, territoire::type_territoire AS territoire,
    commune::type_territoire AS commune, cadre
FROM liens
""",
    "CREATE TABLE cadres AS SELECT DISTINCT commune, cadre FROM appartenances",
    """
CREATE TABLE scissions AS
SELECT parent::type_territoire AS parent, commune::type_territoire AS commune FROM morceaux
""",
)

# The small counts that the other communes of the frame (the part of an EPCI in one département, or a commune without
# EPCI) cannot hide.
_MASQUER = f"""
CREATE TABLE masquees AS
WITH voisinages AS (
    SELECT d.commune, coalesce(e.territoire, d.commune) AS cadre, d.territoire AS departement
    FROM appartenances d LEFT JOIN appartenances e ON e.commune = d.commune AND e.maille = '{Maille.EPCI}'
    WHERE d.maille = '{Maille.DEPARTEMENT}'
)
SELECT territoire, indicateur, millesime
FROM mesures JOIN voisinages ON commune = territoire
WHERE maille = '{Maille.COMMUNE}' AND valeur > 0 AND indicateur IN (SELECT unnest($sensibles))
WINDOW voisines AS (PARTITION BY cadre, departement, indicateur, millesime)
QUALIFY min(valeur) OVER voisines < {SEUIL_EFFECTIF}
    AND (count(*) OVER voisines < 2 OR sum(valeur) OVER voisines < {SEUIL_EFFECTIF})
"""  # noqa: S608 - values by parameters, names of ours

_AGREGER = f"""
INSERT INTO mesures
WITH tailles AS (SELECT maille, territoire, count(*)::INTEGER AS total FROM appartenances GROUP BY ALL),
communales_scindees AS (
    SELECT territoire, indicateur, millesime FROM mesures
    WHERE maille = '{Maille.COMMUNE}' AND statut = '{Statut.SCISSION_INCOMPLETE}'
),
-- The pieces of a split whose figure is still undivided, and the territories that hold all of them.
pieces AS (
    SELECT s.territoire AS parent, s.indicateur, s.millesime, s.valeur, s.statut, p.commune
    FROM mesures s JOIN communales_scindees parent USING (territoire, indicateur, millesime)
    JOIN scissions p ON p.parent = s.territoire
    -- A piece that its file does not list is one of them all the same; one that has its own figure is not.
    LEFT JOIN mesures m ON m.maille = '{Maille.COMMUNE}' AND m.territoire = p.commune
        AND m.indicateur = s.indicateur AND m.millesime = s.millesime
    WHERE s.maille = '{Maille.SCISSION}' AND coalesce(m.statut = '{Statut.SCISSION_INCOMPLETE}', true)
        AND s.indicateur IN (SELECT unnest($additives))
),
ensembles AS (
    SELECT parent, indicateur, millesime, any_value(valeur) AS valeur, count(*) AS morceaux,
        any_value(statut) = '{Statut.RUPTURE_DE_SERIE}' AS rompu
    FROM pieces GROUP BY parent, indicateur, millesime
),
reunies AS (
    SELECT maille, territoire, indicateur, millesime,
        round(sum({_render_exact("valeur")})::DOUBLE, 6) AS ajout, sum(morceaux)::INTEGER AS retrouvees,
        count(*) FILTER (rompu) AS rompues
    FROM (
        SELECT a.maille, a.territoire, p.parent, p.indicateur, p.millesime, count(*) AS tenus
        FROM pieces p JOIN appartenances a USING (commune) GROUP BY ALL
    ) JOIN ensembles USING (parent, indicateur, millesime)
    WHERE tenus = morceaux
    GROUP BY ALL
),
-- The communes of the very same territories are added up once: the sums are exact, whatever the way to them.
par_cadre AS (
    SELECT c.cadre, m.indicateur, m.millesime, min(m.source) AS source,
        sum({_render_exact("valeur_publiable")}) AS somme, count(valeur_publiable) AS connues, count(*) AS dites,
        -- A component that is itself a partial sum makes the whole partial.
        count(*) FILTER (m.statut = '{Statut.PARTIEL}') AS partielles,
        count(*) FILTER (m.statut = '{Statut.RUPTURE_DE_SERIE}') AS ruptures
    FROM (
        SELECT mesures.*, CASE WHEN masquees.territoire IS NULL THEN valeur END AS valeur_publiable
        FROM mesures LEFT JOIN masquees USING (territoire, indicateur, millesime)
    ) m JOIN cadres c ON c.commune = m.territoire
    WHERE m.maille = '{Maille.COMMUNE}' AND m.indicateur IN (SELECT unnest($additives))
    GROUP BY ALL
),
communales AS (
    SELECT a.maille, a.territoire, p.indicateur, p.millesime, min(p.source) AS source,
        round(sum(p.somme)::DOUBLE, 6) AS somme, sum(p.connues)::INTEGER AS connues, sum(p.dites) AS dites,
        sum(p.partielles) AS partielles, sum(p.ruptures) AS ruptures
    FROM par_cadre p JOIN (SELECT DISTINCT maille, territoire, cadre FROM appartenances) a USING (cadre)
    GROUP BY ALL
),
sommes AS (
    SELECT * REPLACE (
        CASE WHEN ajout IS NULL THEN somme ELSE round(coalesce(somme, 0) + ajout, 6) END AS somme,
        connues + coalesce(retrouvees, 0) AS connues,
        ruptures + coalesce(rompues, 0) AS ruptures
    )
    FROM communales LEFT JOIN reunies USING (maille, territoire, indicateur, millesime)
)
SELECT maille, territoire, indicateur, millesime,
    CASE WHEN connues > 0 THEN somme END,
    CASE
        WHEN connues = 0 THEN '{Statut.NON_DISPONIBLE}'
        WHEN ruptures > 0 THEN '{Statut.RUPTURE_DE_SERIE}'
        WHEN connues < total OR partielles > 0 THEN '{Statut.PARTIEL}'
        ELSE '{Statut.VALEUR}'
    END,
    source, connues, total
FROM sommes JOIN tailles USING (maille, territoire)
-- A figure published at that level is kept as it is.
ANTI JOIN mesures USING (maille, territoire, indicateur, millesime)
-- An extract of a file says nothing of a territory of which it lists fewer than half of the communes.
WHERE dites * 2 >= total
"""  # noqa: S608 - values by parameters, names of ours

# The communes that split, if at least one of their figures is still undivided.
_SCISSIONS = f"""
SELECT parent::VARCHAR AS parent, commune::VARCHAR AS commune FROM scissions
WHERE parent IN (SELECT territoire FROM mesures WHERE maille = '{Maille.SCISSION}') ORDER BY parent, commune
"""  # noqa: S608 - names of ours


@dataclass(frozen=True)
class Entree:
    """A Parquet file of rows. From a fictional one, only the rows of fictional territories are used."""

    path: Path
    priorite: int
    is_fictif: bool = False


def build_tables(
    dossier: Path, entrees: list[Entree], contours: list[Path], cog: CodeOfficielGeographique
) -> dict[tuple[str, int], int]:
    """Write the sorted tables and the contours into a folder. Return the number of rows by (source, vintage)."""
    triees = dossier / "par_territoire.parquet"
    with (
        TemporaryDirectory(prefix="tmp-", dir=dossier) as provisoire,
        # DuckDB compresses tables in a file but not in memory. A single thread has a single set of buffers, and uses
        # less processor time than two.
        duckdb.connect(
            Path(provisoire) / "mesures.duckdb",
            config={"threads": 1, "async_threads": 1, "memory_limit": "64MB", "preserve_insertion_order": False},
        ) as connexion,
    ):
        _build_mesures(connexion, entrees, cog)
        connexion.execute(_MASQUER, {"sensibles": list(SENSIBLES)})
        connexion.execute(_AGREGER, {"additives": list_additives()})
        _validate_mesures(connexion)
        _export(connexion, triees, f"SELECT {_ECRITES} FROM (SELECT {_COLONNES} FROM mesures ORDER BY {ORDRE})")  # noqa: S608 - names of ours
        _export(connexion, dossier / "scissions.parquet", _SCISSIONS)
        comptes = connexion.execute("SELECT source, millesime, count(*) FROM mesures GROUP BY ALL").fetchall()
    # Only now that the connection is closed is the memory of the table of measures available again.
    build_rangees(dossier, triees)
    with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "200MB"}) as connexion:
        _export(
            connexion,
            dossier / "contours.parquet",
            "SELECT code, departement, geometrie FROM read_parquet(getvariable('contours')) ORDER BY departement, code",
            contours=[str(path) for path in contours],
        )
    return {(source, millesime): nombre for source, millesime, nombre in comptes}


def _build_mesures(connexion: duckdb.DuckDBPyConnection, entrees: list[Entree], cog: CodeOfficielGeographique) -> None:
    """Create the table `mesures`, one row per figure, and the table of which commune belongs to which territory."""
    _build_brutes(connexion, entrees)
    connexion.register("liens", _build_appartenances(cog))
    connexion.register("morceaux", _build_scissions(cog))
    for nom, valeurs in _TYPES:
        contenu = valeurs if isinstance(valeurs, str) else ", ".join(map(render_texte, valeurs))
        connexion.execute(f"CREATE TYPE {nom} AS ENUM ({contenu})")
    for requete in (*_BRUTES, *_DEDOUBLER, *_DECOUPER):
        connexion.execute(requete)


def build_listes(dossier: Path, *, lieux: list[Path], zones: list[Path]) -> None:
    """Write the lieux and the zones; if a source has two files, the most recent vintage wins."""
    with duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "500MB"}) as connexion:
        for nom, paths, schema, choix in (
            ("lieux", lieux, LIEUX, "PARTITION BY nature, identifiant ORDER BY millesime DESC, source, nom"),
            ("zones", zones, ZONES, "PARTITION BY maille, territoire, commune ORDER BY nature DESC, source, nom"),
        ):
            connexion.register("vide", schema.empty_table())
            parties = ["FROM vide", *(f"FROM read_parquet({render_texte(str(path))})" for path in paths)]
            cle = "nature, identifiant" if nom == "lieux" else "maille, territoire"
            _export(
                connexion,
                dossier / f"{nom}.parquet",
                f"SELECT * FROM ({' UNION ALL '.join(parties)}) "  # noqa: S608 - names and paths of ours
                f"QUALIFY row_number() OVER ({choix}) = 1 ORDER BY commune, {cle}",
            )


def _build_brutes(connexion: duckdb.DuckDBPyConnection, entrees: list[Entree]) -> None:
    """Create a view on the rows of every file, with the rank of the file in the list, and a table about the files.

    A single read of a list of files: a union of one read per file kept them all open and took 70 MB more.
    """
    paths = ", ".join(render_texte(str(entree.path)) for entree in entrees)
    fictifs = [rang for rang, entree in enumerate(entrees) if entree.is_fictif]
    connexion.execute(
        f"CREATE VIEW lignes AS SELECT {_COLONNES}, file_index::INTEGER AS rang, "  # noqa: S608 - names and paths of ours
        f"list_contains({fictifs}::INTEGER[], rang) AS is_fictif FROM read_parquet([{paths}])"
    )
    fichiers = {
        "rang": pa.array(range(len(entrees)), pa.int32()),
        "priorite": [entree.priorite for entree in entrees],
    }
    connexion.register("fichiers", pa.table(fichiers))


def _build_appartenances(cog: CodeOfficielGeographique) -> pa.Table:
    """(maille, territoire, commune, cadre) for every level above the commune; fictional communes are not in France."""
    mailles: list[str] = []
    territoires: list[str] = []
    communes: list[str] = []
    rangs: list[int] = []
    cadres: dict[tuple[tuple[Maille, str | None], ...], int] = {}
    for commune in cog.communes.values():
        parents = (
            (Maille.EPCI, commune.epci),
            (Maille.EPT, commune.ept),
            (Maille.DEPARTEMENT, commune.departement),
            (Maille.REGION, commune.region),
            (Maille.FRANCE, None if commune.is_fictif else CODE_FRANCE),
        )
        cadre = cadres.setdefault(parents, len(cadres))
        for maille, parent in parents:
            if parent:
                mailles.append(maille)
                territoires.append(parent)
                communes.append(commune.code)
                rangs.append(cadre)
    return pa.table({"maille": mailles, "territoire": territoires, "commune": communes, "cadre": rangs})


def _build_scissions(cog: CodeOfficielGeographique) -> pa.Table:
    """(parent, commune) for every piece of a split, including the parent itself."""
    pieces = sorted({(s.parent, code) for s in cog.scissions for code in (s.parent, s.enfant)})
    return pa.table(
        {
            "parent": pa.array([parent for parent, _ in pieces], pa.string()),
            "commune": pa.array([commune for _, commune in pieces], pa.string()),
        }
    )


def _validate_mesures(connexion: duckdb.DuckDBPyConnection) -> None:
    """Check the invariant of the long table: a row has a value if and only if its status implies one."""
    faux = connexion.execute(
        "SELECT source, maille, territoire, indicateur, millesime FROM mesures "
        "WHERE (valeur IS NOT NULL) <> (statut IN (SELECT unnest(?))) OR isnan(valeur) OR isinf(valeur) LIMIT 1",
        [sorted(STATUTS_AVEC_VALEUR)],
    ).fetchall()
    for source, maille, territoire, indicateur, millesime in faux:
        raise FichierIllisible(
            source, f"valeur et statut se contredisent ({maille} {territoire}, {indicateur} {millesime})"
        )


def _export(connexion: duckdb.DuckDBPyConnection, path: Path, requete: str, **variables: list[str]) -> None:
    for nom, valeur in variables.items():
        connexion.execute(f"SET VARIABLE {nom} = ?", [valeur])
    connexion.execute(
        f"COPY ({requete}) TO {render_texte(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {TAILLE_GROUPE})"
    )
    record_sur_disque(path)

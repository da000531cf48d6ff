"""Speed of the core indicators on generated data, since ten real years do not exist, and ratio to a plain pandas twin.

    .venv/bin/python -m benchmarks.indicateurs [number of communes, 34875 by default]

Every quantity of the core catalogue is invented for ten years and five levels, in a temporary folder. Prints medians in
milliseconds.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

import duckdb
import pandas as pd
from django.conf import settings

from convive.diagnostic.rules.jumeaux import parse_poids
from convive.diagnostic.selectors import indicateurs
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau, get_termes
from convive.diagnostic.selectors.jumeaux import get_voisinage
from convive.diagnostic.selectors.portrait import get_references
from convive.donnees import agregation, connexion
from convive.donnees.ecriture_rangees import build_rangees
from convive.donnees.manifeste import Manifeste, render_manifeste
from convive.donnees.requetes.formules import get_sommes_maille
from convive.donnees.rules import Maille
from convive.donnees.sources.base import BASE_DIR, list_territoires
from convive.territoires.rules import CommuneResume, PerimetreResolu

JOUR = date(2026, 11, 25)
ANNEES = range(2014, 2024)


def measure(action: Callable[[], object], repeat: int = 9) -> float:
    """Median time in milliseconds, after one run that is not counted."""
    action()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def generate(dossier: Path, limit: int) -> list[dict]:
    """Write a build of invented measures, and return the rows of its code list."""
    rows = [r for r in list_territoires(BASE_DIR) if not r["code"].startswith("99")]
    communes = [r for r in rows if r["type"] == "commune" and r["epci"]][:limit]
    targets = [("commune", r["code"]) for r in communes]
    for maille, champ in (("epci", "epci"), ("departement", "departement"), ("region", "region")):
        targets += [(maille, code) for code in sorted({r[champ] for r in communes if r[champ]})]
    targets.append(("france", "FR"))
    build = dossier / "essai"
    build.mkdir(parents=True)
    con = duckdb.connect(config={"threads": 2, "memory_limit": "1500MB", "temp_directory": str(dossier / "tmp")})
    con.register("cibles", pd.DataFrame(targets, columns=["maille", "territoire"]))
    con.register("grandeurs", pd.DataFrame({"indicateur": get_coeur().grandeurs}))
    con.register("annees", pd.DataFrame({"millesime": list(ANNEES)}))
    con.execute(
        """CREATE TABLE mesures AS SELECT maille, territoire, indicateur, millesime::SMALLINT AS millesime,
            (hash(territoire, indicateur) % 4000 + 500 + millesime % 7)::DOUBLE AS valeur, 'valeur' AS statut,
            'essai' AS source, CASE WHEN maille <> 'commune' THEN 30 END::INTEGER AS communes_connues,
            CASE WHEN maille <> 'commune' THEN 30 END::INTEGER AS communes_total
        FROM cibles, grandeurs, annees"""
    )
    con.execute(
        f"COPY (SELECT * FROM mesures ORDER BY {agregation.ORDRE}) TO '{build}/par_territoire.parquet' "  # noqa: S608 - our own names
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {agregation.TAILLE_GROUPE})"
    )
    build_rangees(con, build, build / "par_territoire.parquet")
    print(f"{len(targets) * len(get_coeur().grandeurs) * len(ANNEES):,} rows of {len(targets):,} territories")
    con.execute(
        f"COPY (SELECT '' AS code, '' AS departement, '' AS geometrie) TO '{build}/contours.parquet' (FORMAT parquet)"
    )
    for vue in connexion.VUES:
        if not (build / f"{vue}.parquet").exists():
            con.execute(f"COPY (SELECT 1 AS rien WHERE false) TO '{build}/{vue}.parquet' (FORMAT parquet)")
    con.close()
    manifeste = Manifeste("essai", "", "", 0, [])
    (build / "manifeste.json").write_text(render_manifeste(manifeste), encoding="utf-8")
    (dossier / "actuel").write_text("essai", encoding="utf-8")
    return [r for r in rows if r["type"] != "commune"] + communes


def build_perimetre(rows: list[dict], siren: str) -> PerimetreResolu:
    noms = {(r["type"], r["code"]): r["nom"] for r in rows}
    communes = tuple(
        CommuneResume(
            r["code"], r["nom"], r["population_municipale"], r["departement"],
            noms.get(("departement", r["departement"]), ""), r["region"], noms.get(("region", r["region"]), ""),
            siren, r["ept"],
        )
        for r in rows
        if r["type"] == "commune" and r["epci"] == siren
    )  # fmt: skip
    return PerimetreResolu(siren, "epci", siren, noms.get(("epci", siren), siren), JOUR, communes, False)


def compute_pandas(frame: pd.DataFrame, perimetre: PerimetreResolu) -> int:
    """Compute the same sums with group-bys, as one would without the data plane; return the number of figures."""
    references = get_references(perimetre)
    levels = [("commune", [c.code for c in perimetre.communes])] + [(r.niveau, [r.code]) for r in references]
    count = 0
    for maille, codes in levels:
        part = frame[(frame["maille"] == maille) & frame["territoire"].isin(codes)]
        wide = part.pivot_table(index=["territoire", "millesime"], columns="indicateur", values="valeur")
        for fiche in get_coeur().fiches:
            indicateur = fiche.indicateur
            known = wide.dropna(subset=list(indicateur.composantes)).groupby("millesime").sum()
            top = known[list(indicateur.numerateur or indicateur.grandeurs)].sum(axis=1)
            bottom = known[list(indicateur.denominateur)].sum(axis=1) if indicateur.denominateur else 1
            count += len(top / bottom)
    return count


def read_again(perimetre: PerimetreResolu) -> None:
    """Read as for the first page of a territory, with the connection already open."""
    indicateurs._read_tableau.cache_clear()
    get_tableau(perimetre, JOUR)


def main() -> None:
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        rows = generate(dossier, limit)
        settings.DONNEES_DIR = dossier
        fiches = get_coeur().fiches
        sirens = sorted({r["epci"] for r in rows if r["type"] == "commune"})
        by_size = sorted(sirens, key=lambda s: sum(r["type"] == "commune" and r["epci"] == s for r in rows))
        frame = pd.read_parquet(dossier / "essai" / "par_territoire.parquet")
        for label, siren in (("median EPCI", by_size[len(by_size) // 2]), ("largest EPCI", by_size[-1])):
            perimetre = build_perimetre(rows, siren)
            own = measure(lambda p=perimetre: read_again(p))
            kept = measure(lambda p=perimetre: get_tableau(p, JOUR))
            twin = measure(lambda p=perimetre: compute_pandas(frame, p), repeat=3)
            levels = 1 + len(get_references(perimetre)) + 1
            print(
                f"{label} ({len(perimetre.communes)} communes): {len(fiches)} indicators x {len(ANNEES)} years x "
                f"{levels} levels {own:.0f} ms read again, {kept:.2f} ms kept; pandas in memory {twin:.0f} ms; "
                f"ratio {twin / own:.1f}"
            )
        termes = [t for t in get_termes([get_coeur().by_identifiant["part_65p"]]) if t.annee == ANNEES[-1]]
        own = measure(lambda: get_sommes_maille(Maille.EPCI, termes))
        print(f"national ranking of one indicator, by EPCI: {own:.0f} ms")
        perimetre = build_perimetre(rows, by_size[len(by_size) // 2])
        start = time.perf_counter()
        get_voisinage(perimetre, parse_poids({}), JOUR)
        first = (time.perf_counter() - start) * 1000
        warm = measure(lambda: get_voisinage(perimetre, parse_poids({}), JOUR))
        print(f"twins among {len(sirens):,} EPCI: {warm:.0f} ms warm, {first:.0f} ms the first time after a build")


if __name__ == "__main__":
    main()

"""Stand-ins of the packaged base: a hand-made one, and one made of the code list of the official files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from convive.donnees.rules import Mesure
from convive.donnees.schema import CONTOURS, TERRITOIRES, build_table

CARRE = json.dumps({"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]})


def build_territoire(code: str, type_territoire: str = "commune", **champs: Any) -> dict[str, Any]:
    """One row of territoires.parquet."""
    ligne: dict[str, Any] = dict.fromkeys(TERRITOIRES.names)
    ligne |= {"code": code, "nom": code, "type": type_territoire, "zone": "metro", "anciens_codes": []}
    return ligne | champs


def build_base(
    dossier: Path,
    territoires: Iterable[dict[str, Any]],
    mesures: Iterable[Mesure] = (),
    passages: str = "",
    contours: Iterable[tuple[str, str]] = (),
    fictifs: Iterable[dict[str, Any]] = (),
    mesures_fictives: Iterable[Mesure] = (),
) -> Path:
    """Write a base folder; `passages` are the lines of passages.csv under its header."""
    dossier.mkdir(parents=True, exist_ok=True)
    fictif = dossier / "fictif"
    fictif.mkdir(exist_ok=True)
    for cible, lignes, faits in ((dossier, territoires, mesures), (fictif, fictifs, mesures_fictives)):
        pq.write_table(pa.Table.from_pylist(list(lignes), schema=TERRITOIRES), cible / "territoires.parquet")
        pq.write_table(build_table(list(faits)), cible / "mesures.parquet")
    pq.write_table(
        pa.Table.from_pylist(
            [{"code": c, "departement": d, "geometrie": CARRE, "superficie_km2": 1.0} for c, d in contours],
            schema=CONTOURS,
        ),
        dossier / "contours.parquet",
    )
    pq.write_table(
        pa.Table.from_pylist(
            [{"code": t["code"], "departement": "99", "geometrie": CARRE} for t in fictifs if t["type"] == "commune"],
            schema=CONTOURS,
        ),
        fictif / "contours.parquet",
    )
    (dossier / "passages.csv").write_text(
        "ancien_code,code,nature,date_effet,url_source\n" + passages, encoding="utf-8"
    )
    return dossier


PASSAGES_CONNUS = """15141,15031,scission,2025-01-01,
15141,15035,scission,2025-01-01,
15141,15047,scission,2025-01-01,
15141,15171,scission,2025-01-01,
85084,85165,scission,2024-01-01,
85084,85212,scission,2024-01-01,
60054,60694,scission,2024-01-01,
14712,14666,scission,2019-12-31,
"""


def list_territoires_officiels(dossier: Path) -> list[dict[str, Any]]:
    """Rows of territoires.parquet from the code list of 2026 in the official files."""

    def get_json(nom: str) -> list[dict[str, Any]]:
        contenu: list[dict[str, Any]] = json.loads((dossier / nom).read_text(encoding="utf-8"))
        return contenu

    epcis = get_json("epci.json")
    epci_de = {membre["code"]: epci["code"] for epci in epcis for membre in epci["membres"]}
    epts = get_json("ept.json")
    ept_de = {membre["code"]: ept["code"] for ept in epts for membre in ept["membres"]}
    lignes = []
    types = {"commune-actuelle": "commune", "arrondissement-municipal": "arrondissement_municipal"}
    for commune in get_json("communes.json"):
        code = commune["code"]
        if commune["type"] in types:
            lignes.append(
                build_territoire(
                    code,
                    types[commune["type"]],
                    nom=commune["nom"],
                    zone=commune["zone"],
                    departement=commune.get("departement"),
                    region=commune.get("region"),
                    parent=commune.get("commune"),
                    epci=epci_de.get(code),
                    ept=ept_de.get(code),
                    anciens_codes=commune.get("anciensCodes", []),
                    population_municipale=commune.get("population"),
                )
            )
    for nom, type_territoire, elements in (
        ("nom", "epci", epcis),
        ("nom", "ept", epts),
        ("nom", "departement", get_json("departements.json")),
        ("nom", "region", get_json("regions.json")),
    ):
        lignes += [
            build_territoire(e["code"], type_territoire, nom=e[nom], zone=e.get("zone", "metro")) for e in elements
        ]
    return lignes

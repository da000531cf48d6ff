"""Lists of what exists: where a commune is not listed, it has zero."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.donnees.jumeau.lecture import SECRET, Colonne, Valeur, list_dicts, read_table
from tests.donnees.jumeau.territoires import SCISSIONS, Territoires

_ANNUAIRE = [
    "identifiant_de_l_etablissement",
    "type_etablissement",
    "statut_public_prive",
    "code_commune",
    "ecole_maternelle",
    "ecole_elementaire",
    "nombre_d_eleves",
]


def build_comptes(
    source: str,
    fichier: str,
    ligne: str,
    millesime: int,
    colonnes: dict[str, str],
    faits: Iterable[tuple[str, dict[str, float]]],
    territoires: Territoires,
) -> Iterator[Colonne]:
    """Counts by code; arrondissements in their commune too; zero elsewhere in the départements that the file has."""
    sommes: dict[str, dict[str, float]] = {quantite: defaultdict(float) for quantite in colonnes}
    presents: set[str] = set()
    for code, nombres in faits:
        codes = [code, *filter(None, [territoires.arrondissements.get(code)])]
        presents.update(codes)
        for un in codes:
            for quantite, nombre in nombres.items():
                sommes[quantite][un] += nombre
    zeros = list_zeros(presents, millesime, territoires)
    for quantite, colonne in colonnes.items():
        cellules = {code: sommes[quantite].get(code, 0.0) for code in (*zeros, *presents)}
        yield Colonne(source, fichier, colonne, ligne, "commune", quantite, millesime, dict(cellules))


def list_zeros(presents: set[str], millesime: int, territoires: Territoires, partout: bool = False) -> list[str]:
    actuels = {territoires.get_actuel(code) for code in presents} - {None}
    departements = {territoires.communes[code]["departement"] for code in actuels if code}
    separees = {enfant for parent, enfant, date in SCISSIONS if parent in actuels and int(date[:4]) > millesime}
    zeros = [
        code
        for code, c in territoires.communes.items()
        if code not in actuels and code not in separees and (partout or c["departement"] in departements)
    ]
    decoupees = {territoires.arrondissements[code] for code in presents if code in territoires.arrondissements}
    return zeros + [a for a, c in territoires.arrondissements.items() if c in decoupees and a not in presents]


def read_annuaire(path: Path, territoires: Territoires) -> Iterator[Colonne]:
    entieres = {"75100": "75056", "13200": "13055", "69380": "69123"}
    par_uai: dict[str, dict[str, Any]] = {}
    for r in pq.read_table(path, columns=_ANNUAIRE).to_pylist():
        par_uai.setdefault(r["identifiant_de_l_etablissement"], r)
    faits = []
    for r in par_uai.values():
        nature = r["type_etablissement"]
        nombres = {
            "ecoles": nature == "Ecole",
            "colleges": nature == "Collège",
            "lycees": nature in ("Lycée", "EREA"),
            "etablissements_medico_sociaux": nature == "Médico-social",
        }
        if not any(nombres.values()):
            continue
        if nature == "Ecole":
            nombres["ecoles_publiques"] = r["statut_public_prive"] == "Public"
            nombres["ecoles_maternelles"] = r["ecole_maternelle"] or 0
            nombres["ecoles_elementaires"] = r["ecole_elementaire"] or 0
            nombres["ecoles_eleves"] = r["nombre_d_eleves"] or 0
        code = entieres.get(r["code_commune"], r["code_commune"])
        faits.append((code, {quantite: float(nombre) for quantite, nombre in nombres.items()}))
    yield from build_comptes(
        "annuaire_education",
        path.name,
        "code_commune",
        2025,
        {
            "ecoles": "nombre de lignes, type_etablissement = Ecole",
            "ecoles_maternelles": "somme de ecole_maternelle, type_etablissement = Ecole",
            "ecoles_elementaires": "somme de ecole_elementaire, type_etablissement = Ecole",
            "ecoles_publiques": "nombre de lignes, type_etablissement = Ecole et statut_public_prive = Public",
            "ecoles_eleves": "somme de nombre_d_eleves, type_etablissement = Ecole",
            "colleges": "nombre de lignes, type_etablissement = Collège",
            "lycees": "nombre de lignes, type_etablissement = Lycée ou EREA",
            "etablissements_medico_sociaux": "nombre de lignes, type_etablissement = Médico-social",
        },
        faits,
        territoires,
    )


def read_effectifs(path: Path, annuaire: Path) -> Iterator[Colonne]:
    """The schools are where the directory says; a year of which it lacks one pupil in a hundred is not given."""
    communes = {
        r["identifiant_de_l_etablissement"]: r["code_commune"]
        for r in reversed(pq.read_table(annuaire, columns=_ANNUAIRE).to_pylist())
        if r["type_etablissement"] == "Ecole"
    }
    lignes = list_dicts(path)
    for annee in sorted({r["Rentrée scolaire"] for r in lignes}):
        dites = [r for r in lignes if r["Rentrée scolaire"] == annee]
        connues = [r for r in dites if r["Numéro de l'école"] in communes]
        if sum(int(r["Nombre total d'élèves"]) for r in connues) < 0.99 * sum(
            int(r["Nombre total d'élèves"]) for r in dites
        ):
            continue
        for quantite, colonne in (
            ("eleves_ecoles", "Nombre total d'élèves"),
            ("classes_ecoles", "Nombre total de classes"),
        ):
            sommes: dict[str, float] = defaultdict(float)
            for r in connues:
                sommes[communes[r["Numéro de l'école"]]] += float(r[colonne])
            yield Colonne(
                "effectifs_ecoles",
                path.name,
                colonne,
                "Numéro de l'école",
                "commune",
                quantite,
                int(annee),
                dict(sommes),
                is_national=False,
            )


def read_ips(dossier: Path, territoires: Territoires) -> Iterator[Colonne]:
    for niveau in ("ecoles", "colleges"):
        path = dossier / f"fr-en-ips-{niveau}-ap2022.csv"
        faits = []
        for r in list_dicts(path):
            effectif, indice = float(r["effectifs"]), float(r["ips"])
            nombres = {
                "nombre": 1.0,
                "moins_90": float(indice < 90),
                "eleves": effectif,
                "eleves_prive": effectif if r["secteur"] != "public" else 0.0,
                "points": indice * effectif,
            }
            faits.append((r["code_insee_de_la_commune"], {f"ips_{niveau}_{nom}": n for nom, n in nombres.items()}))
        colonnes = {
            f"ips_{niveau}_nombre": "nombre de lignes dont ips est publié",
            f"ips_{niveau}_moins_90": "nombre de lignes dont ips est inférieur à 90",
            f"ips_{niveau}_eleves": "somme de effectifs",
            f"ips_{niveau}_eleves_prive": "somme de effectifs, secteur privé",
            f"ips_{niveau}_points": "somme de ips × effectifs",
        }
        ligne = "code_insee_de_la_commune"
        yield from build_comptes("ips", path.name, ligne, 2022, colonnes, faits, territoires)


def read_france_services(path: Path, territoires: Territoires) -> Iterator[Colonne]:
    faits = [
        (
            r["insee_com"],
            {
                "france_services": 1.0,
                "france_services_itinerantes": float(r["format_fs"].startswith(("Bus", "Itinérante"))),
            },
        )
        for r in list_dicts(path, ",")
    ]
    colonnes = {
        "france_services": "nombre de lignes",
        "france_services_itinerantes": "nombre de lignes dont format_fs est un bus ou une structure itinérante",
    }
    yield from build_comptes("france_services", path.name, "insee_com", 2024, colonnes, faits, territoires)


def read_equipements(path: Path, territoires: Territoires) -> Iterator[Colonne]:
    contenu = json.loads(path.read_text(encoding="utf-8"))
    cellules: dict[str, Valeur] = {code: float(fiche["total"]) for code, fiche in contenu.items()}
    cellules |= dict.fromkeys(list_zeros(set(cellules), 2024, territoires), 0.0)
    yield Colonne("equipements", path.name, "total", "clé de l’objet", "commune", "equipements", 2024, cellules)


def read_rpls(path: Path, territoires: Territoires) -> Iterator[Colonne]:
    noms = {
        "logements_sociaux": "nb_ls",
        "logements_sociaux_loues": "nb_loues",
        "logements_sociaux_vacants": "nb_vacants",
        "logements_sociaux_vides": "nb_vides",
    }
    colonnes = {(quantite, 2024): nom for quantite, nom in noms.items()}
    for une in read_table("rpls", path, "DEPCOM_ARM", colonnes, vide=SECRET, separateur=","):
        une.cellules.update(dict.fromkeys(list_zeros(set(une.cellules), 2024, territoires), 0.0))
        yield replace(une, is_national=True)


def read_qpv_2024(path: Path, territoires: Territoires) -> Iterator[Colonne]:
    """Each commune has the codes of its quartiers in one cell."""
    quartiers: dict[str, set[str]] = defaultdict(set)
    for element in json.loads(path.read_text(encoding="utf-8"))["features"]:
        proprietes = element["properties"]
        if (actuel := territoires.get_actuel(proprietes["insee_com"])) is not None:
            quartiers[actuel] |= {code.strip() for code in proprietes["code_qp"].split(",")}
    zeros = dict.fromkeys(list_zeros(set(quartiers), 2024, territoires, partout=True), 0.0)
    nombres: dict[str, Valeur] = {**zeros, **{code: float(len(qn)) for code, qn in quartiers.items()}}
    presences: dict[str, Valeur] = {**zeros, **dict.fromkeys(quartiers, 1.0)}
    for quantite, cellules, nom in (
        ("quartiers_prioritaires", nombres, "nombre de codes distincts dans code_qp"),
        ("communes_quartier_prioritaire", presences, "code_qp rempli"),
    ):
        yield Colonne("qpv_2024", path.name, nom, "insee_com", "commune", quantite, 2024, cellules)
    par_departement: dict[str, list[str]] = defaultdict(list)
    for code, commune in territoires.communes.items():
        par_departement[commune["departement"]].append(code)
    for niveau, ensembles in (
        ("epci", {code: membres for code, membres in territoires.membres.items() if code not in territoires.epts}),
        ("ept", {code: territoires.membres[code] for code in territoires.epts}),
        ("departement", par_departement),
    ):
        comptes: dict[str, Valeur] = {
            code: float(len(set().union(*(quartiers[m] for m in membres if m in quartiers))))
            for code, membres in ensembles.items()
        }
        nom = "nombre de codes distincts dans code_qp"
        yield Colonne("qpv_2024", path.name, nom, "insee_com", niveau, "quartiers_prioritaires", 2024, comptes)

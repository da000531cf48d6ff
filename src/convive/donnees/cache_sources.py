"""A cache of the rows read from each file, keyed by content: the same file is never read twice by the same code."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, Mouvements
from convive.donnees.declaration import Resultat
from convive.donnees.depot import compute_cle, compute_empreinte
from convive.donnees.ecriture import PREFIXE_EN_COURS, record_sur_disque, update_fichier
from convive.donnees.rules import NatureLieu
from convive.donnees.sources import annuaire_education, mouvements
from convive.donnees.sources.registre import SourceDepot

if TYPE_CHECKING:
    import pyarrow as pa

_PACKAGE = Path(__file__).parent


@cache
def get_version_code() -> str:
    """A fingerprint of the modules that turn files into rows: changing one of them rebuilds everything."""
    modules = sorted(
        path
        for path in _PACKAGE.rglob("*.py")
        if path.relative_to(_PACKAGE).parts[0] not in {"requetes", "management", "base", "telechargement"}
        and path.name not in {"connexion.py", "apps.py", "taches.py"}
    )
    return compute_cle(*(compute_empreinte(path) for path in modules))


class CacheSources:
    """The folder `sources/` of the built data: one Parquet and one JSON per file read."""

    def __init__(self, donnees_dir: Path) -> None:
        self.dossier = donnees_dir / "sources"

    def get_path(self, identifiant: str, cle: str, annexe: str = "") -> Path:
        """The Parquet of the measures of a file, or of its other contents (`annexe`: lieux, zones)."""
        return self.dossier / f"{identifiant}-{cle}{f'.{annexe}' if annexe else ''}.parquet"

    def list_annexes(self, identifiant: str, cle: str, annexe: str) -> list[Path]:
        """The Parquet of the lieux or zones of a file; empty for most files."""
        path = self.get_path(identifiant, cle, annexe)
        return [path] if path.exists() else []

    def get_fiche(self, identifiant: str, cle: str) -> dict[str, object] | None:
        """The metadata of a file already read; None if it must be read."""
        fiche = self.get_path(identifiant, cle).with_suffix(".json")
        try:
            contenu: dict[str, object] = json.loads(fiche.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return contenu if "lignes" not in contenu or self._is_intact(self.get_path(identifiant, cle), contenu) else None

    def _is_intact(self, path: Path, fiche: dict[str, object]) -> bool:
        """Whether the cached rows of a file are undamaged; otherwise the file must be read again."""
        empreintes: dict[str, str] = fiche.get("empreintes", {})  # type: ignore[assignment]  # a value of JSON, whose shape is known here
        try:
            return path.exists() and all(compute_empreinte(self.dossier / nom) == e for nom, e in empreintes.items())
        except OSError:
            return False

    def list_ecoles(self, cles: Sequence[str]) -> dict[str, str]:
        """School number → today's commune, from the directories of schools cached under these keys."""
        import pyarrow.parquet as pq

        ecoles: dict[str, str] = {}
        for cle in cles:
            for path in self.list_annexes(annuaire_education.SOURCE.identifiant, cle, "lieux"):
                lieux = pq.read_table(path, columns=["nature", "identifiant", "commune"]).to_pylist()
                ecoles |= {lieu["identifiant"]: lieu["commune"] for lieu in lieux if lieu["nature"] == NatureLieu.ECOLE}
        return ecoles

    def build_mesures(
        self, element: SourceDepot, path: Path, cle: str, cog: CodeOfficielGeographique, annuaires: Sequence[str] = ()
    ) -> dict[str, object]:
        """Read a file into its Parquet and return its metadata. FichierIllisible leaves nothing behind.

        `annuaires`: keys of the directories of schools of the same build, for sources that need them.
        """
        from convive.donnees.schema import LIEUX, MESURES, ZONES, build_table, list_tables

        identifiant = element.source.identifiant
        resultat: Resultat = (
            element.build(path, cog)
            if element.build_joint is None
            else element.build_joint(path, cog, self.list_ecoles(annuaires))
        )
        self.dossier.mkdir(parents=True, exist_ok=True)
        cible = self.get_path(identifiant, cle)
        paths = [cible]
        for annexe, annexes, schema in (("lieux", resultat.lieux, LIEUX), ("zones", resultat.zones, ZONES)):
            if annexes:
                paths.append(self.get_path(identifiant, cle, annexe))
                _export(paths[-1], [build_table(annexes, schema)], schema)
        _export(cible, list_tables(resultat), MESURES)
        fiche: dict[str, object] = {
            "lignes": resultat.nombre,
            "millesimes": resultat.millesimes,
            "avertissements": resultat.avertissements,
            "chiffres": resultat.list_chiffres(),
            "empreintes": {path.name: compute_empreinte(path) for path in paths},
        }
        update_fichier(cible.with_suffix(".json"), json.dumps(fiche, ensure_ascii=False))
        return fiche

    def get_mouvements(self, path: Path | None, cle: str) -> Mouvements:
        """The movements of a file, from the cache if possible; `path` is None to get the last good ones."""
        fiche = self.get_fiche(mouvements.SOURCE.identifiant, cle)
        if fiche is not None:
            contenu: dict[str, object] = fiche["mouvements"]  # type: ignore[assignment]  # narrower than the library says
            return _build_mouvements(contenu)
        if path is None:
            raise FileNotFoundError(cle)
        resultat = mouvements.build(path)
        self.dossier.mkdir(parents=True, exist_ok=True)
        cible = self.get_path(mouvements.SOURCE.identifiant, cle).with_suffix(".json")
        update_fichier(cible, json.dumps({"mouvements": asdict(resultat)}))
        return resultat

    def delete_inutiles(self, utiles: set[tuple[str, str]]) -> None:
        """Delete what no manifest refers to any more."""
        noms = {f"{identifiant}-{cle}" for identifiant, cle in utiles}
        if not self.dossier.is_dir():
            return
        for path in self.dossier.iterdir():
            if path.name.partition(".")[0] not in noms:
                path.unlink(missing_ok=True)


def _export(cible: Path, tables: "Iterable[pa.Table]", schema: "pa.Schema") -> None:
    """Write tables one after another, so that the rows of a file are never all in memory."""
    import pyarrow.parquet as pq

    provisoire = cible.with_name(f"{PREFIXE_EN_COURS}{cible.name}")
    with pq.ParquetWriter(provisoire, schema, compression="zstd") as sortie:
        for table in tables:
            sortie.write_table(table)
    record_sur_disque(provisoire)
    provisoire.replace(cible)


def _build_mouvements(contenu: dict[str, object]) -> Mouvements:
    return Mouvements(
        successeurs=contenu["successeurs"],  # type: ignore[arg-type]  # checked just before, out of sight of mypy
        scissions=tuple(tuple(fait) for fait in contenu["scissions"]),  # type: ignore[attr-defined]  # a list in this JSON, that we wrote
        absorptions=tuple(tuple(fait) for fait in contenu["absorptions"]),  # type: ignore[attr-defined]  # a list in this JSON, that we wrote
    )

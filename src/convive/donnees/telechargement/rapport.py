"""The report of the last download session, by file: written next to the files, read by the page of sources."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from convive.donnees.ecriture import update_fichier
from convive.donnees.telechargement.etat import DOSSIER
from convive.donnees.telechargement.rules import ECHECS, Changement

if TYPE_CHECKING:
    from convive.donnees.telechargement.moteur import Telechargement

NOM = "rapport.json"


@dataclass(frozen=True)
class LigneRapport:
    """One file; `changement` is a value of `Changement`, `phrase` the same in French."""

    source: str
    fichier: str
    changement: str
    phrase: str

    @property
    def is_echec(self) -> bool:
        return self.changement in ECHECS

    @property
    def is_nouveaute(self) -> bool:
        return not self.is_echec and self.changement != Changement.IDENTIQUE


@dataclass(frozen=True)
class Rapport:
    fait_le: datetime
    lignes: tuple[LigneRapport, ...]

    @property
    def nouveautes(self) -> int:
        return sum(ligne.is_nouveaute for ligne in self.lignes)

    @property
    def echecs(self) -> int:
        return sum(ligne.is_echec for ligne in self.lignes)


def record_rapport(depot_dir: Path, bilans: "Sequence[Telechargement]", fait_le: datetime) -> None:
    """Replace the report of the dépôt."""
    lignes = [LigneRapport(b.source, b.fichier, b.changement.value, b.phrase) for b in bilans]
    contenu = {"fait_le": fait_le.isoformat(timespec="seconds"), "lignes": [asdict(ligne) for ligne in lignes]}
    update_fichier(depot_dir / DOSSIER / NOM, json.dumps(contenu, ensure_ascii=False))


def get_rapport(depot_dir: Path | None) -> Rapport | None:
    """The last report; None without a dépôt, before the first download, or if the report cannot be read."""
    if depot_dir is None:
        return None
    try:
        contenu = json.loads((depot_dir / DOSSIER / NOM).read_text(encoding="utf-8"))
        return Rapport(
            datetime.fromisoformat(contenu["fait_le"]), tuple(LigneRapport(**ligne) for ligne in contenu["lignes"])
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None

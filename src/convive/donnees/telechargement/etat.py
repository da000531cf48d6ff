"""What is recorded about each downloaded file, in a hidden folder of the dépôt that the build ignores."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from convive.donnees.depot import compute_empreinte
from convive.donnees.ecriture import update_fichier

DOSSIER = ".telechargement"


@dataclass
class EtatFichier:
    """A downloaded file of the dépôt, as it was at the time; `lignes` is its number of rows."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    taille: int = 0
    millesimes: list[int] = field(default_factory=list)
    fetched_at: str = ""


class Casier:
    """The hidden folder, which holds file states and partial downloads."""

    def __init__(self, depot_dir: Path) -> None:
        self.depot_dir = depot_dir
        self.dossier = depot_dir / DOSSIER

    def get_cible(self, fichier: str) -> Path:
        return self.depot_dir / fichier

    def get_partiel(self, fichier: str) -> Path:
        return self.dossier / f"{fichier}.partiel"

    def get_refuse(self, fichier: str) -> Path:
        return self.dossier / f"{fichier}.refuse"

    def get_etat(self, fichier: str) -> EtatFichier:
        """The state of a file; an empty one if the file is missing, was changed by hand, or has no recorded state."""
        etat = self.get_dernier_etat(fichier)
        cible = self.get_cible(fichier)
        if not etat.sha256 or not cible.is_file() or compute_empreinte(cible) != etat.sha256:
            return EtatFichier()
        return etat

    def get_dernier_etat(self, fichier: str) -> EtatFichier:
        """The state as last recorded, whatever happened to the file since."""
        try:
            return EtatFichier(**json.loads((self.dossier / f"{fichier}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return EtatFichier()

    def record_etat(self, fichier: str, etat: EtatFichier) -> None:
        update_fichier(self.dossier / f"{fichier}.json", json.dumps(asdict(etat), ensure_ascii=False))

    def get_suite(self, fichier: str) -> dict[str, object]:
        """What `record_suite` wrote about a partial download; empty if there is nothing to resume."""
        try:
            contenu = json.loads((self.dossier / f"{fichier}.suite").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return contenu if isinstance(contenu, dict) else {}

    def record_suite(self, fichier: str, **suite: object) -> None:
        update_fichier(self.dossier / f"{fichier}.suite", json.dumps(suite))

    def delete_partiel(self, fichier: str) -> None:
        self.get_partiel(fichier).unlink(missing_ok=True)
        (self.dossier / f"{fichier}.suite").unlink(missing_ok=True)

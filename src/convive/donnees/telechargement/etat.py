"""What is remembered of each file downloaded, in a hidden folder of the dépôt that the build does not look into."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from convive.donnees.depot import compute_empreinte
from convive.donnees.ecriture import update_fichier

DOSSIER = ".telechargement"


@dataclass
class EtatFichier:
    """A file of the dépôt that was downloaded, as it was then; `lignes` is how many rows it gave."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    taille: int = 0
    millesimes: list[int] = field(default_factory=list)
    fetched_at: str = ""


class Casier:
    """The hidden folder: states, and files on their way."""

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
        """State of a file; an empty one when it is not there, when it was changed by hand, or when nothing is known."""
        etat = self.get_dernier_etat(fichier)
        cible = self.get_cible(fichier)
        if not etat.sha256 or not cible.is_file() or compute_empreinte(cible) != etat.sha256:
            return EtatFichier()
        return etat

    def get_dernier_etat(self, fichier: str) -> EtatFichier:
        """State as it was written, whatever became of the file."""
        try:
            return EtatFichier(**json.loads((self.dossier / f"{fichier}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return EtatFichier()

    def record_etat(self, fichier: str, etat: EtatFichier) -> None:
        update_fichier(self.dossier / f"{fichier}.json", json.dumps(asdict(etat), ensure_ascii=False))

    def get_suite(self, fichier: str) -> dict[str, object]:
        """Where a download stopped: what `record_suite` wrote, empty when there is nothing to resume."""
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

"""The manifest of a build: which sources, which files, which warnings; and the pointer to the current build."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from convive.donnees.depot import compute_empreinte
from convive.donnees.ecriture import update_fichier

VERSION = 1
NOM_POINTEUR = "actuel"
NOM_MANIFESTE = "manifeste.json"
NOM_COPIE = "dernier_manifeste.json"
"""A copy of the manifest next to the pointer, which still says what was loaded if the folder of the build is
damaged."""

ETATS = {
    "integre": "fournie avec Convive",
    "charge": "chargée",
    "absent": "non chargée",
    "refuse": "fichier refusé",
    "conserve": "fichier refusé ; les derniers chiffres lus sont gardés",
}
"""The label of each state of a source, on screen and in the terminal."""
# The states of a source whose rows are in the build.
ETATS_CHARGES = frozenset({"integre", "charge", "conserve"})


@dataclass(frozen=True)
class FichierLu:
    """A file of the dépôt, named relative to it, and its number of rows; `cle` names its cached Parquet.

    `chiffres`: the vintages of each quantity, to find the file of a figure. `depot`: a fingerprint of the folder where
    it was found; empty for a file read by a version that did not record it.
    """

    nom: str
    sha256: str
    taille: int
    modifie_le: str
    cle: str
    lignes: int
    millesimes: list[int]
    avertissements: list[str]
    chiffres: dict[str, list[int]] = field(default_factory=dict)
    depot: str = ""


@dataclass
class EtatSource:
    """The state of a source. `etat`: charge, absent, refuse, conserve (last good rows kept), integre (packaged)."""

    identifiant: str
    titre: str
    producteur: str
    licence: str
    url: str
    limite: str
    motifs: list[str]
    etat: str
    lignes: int = 0
    millesimes: list[int] = field(default_factory=list)
    fichiers: list[FichierLu] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)
    refus: list[str] = field(default_factory=list)


@dataclass
class Manifeste:
    """The contents of a build. `entrees` is a fingerprint of everything that it was built from; `socle`, of the part
    that comes with Convive: its code and its packaged base. `empreintes`: the SHA-256 of each file of the build.
    """

    construction: str
    entrees: str
    built_at: str
    lignes: int
    sources: list[EtatSource]
    version: int = VERSION
    socle: str = ""
    empreintes: dict[str, str] = field(default_factory=dict)

    def get_source(self, identifiant: str) -> EtatSource | None:
        return next((source for source in self.sources if source.identifiant == identifiant), None)

    @property
    def refus(self) -> list[str]:
        return [message for source in self.sources for message in source.refus]


def render_manifeste(manifeste: Manifeste) -> str:
    """A manifest as JSON."""
    return json.dumps(asdict(manifeste), ensure_ascii=False, indent=1)


def build_manifeste(texte: str) -> Manifeste:
    """A manifest parsed from JSON."""
    donnees: dict[str, Any] = json.loads(texte)
    sources = []
    for source in donnees.pop("sources"):
        fichiers = [FichierLu(**fichier) for fichier in source.pop("fichiers")]
        sources.append(EtatSource(**source, fichiers=fichiers))
    return Manifeste(**donnees, sources=sources)


def get_manifeste(donnees_dir: Path) -> Manifeste | None:
    """The manifest of the current build; None if there is none or it cannot be read (other version, damaged disk)."""
    try:
        construction = (donnees_dir / NOM_POINTEUR).read_text(encoding="utf-8").strip()
        return build_manifeste((donnees_dir / construction / NOM_MANIFESTE).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def get_dernier_manifeste(donnees_dir: Path) -> Manifeste | None:
    """The last manifest, even if that of the current build is damaged; None if no copy is left."""
    if manifeste := get_manifeste(donnees_dir):
        return manifeste
    # First the copy, then the manifests of the remaining builds.
    for path in (donnees_dir / NOM_COPIE, *sorted(donnees_dir.glob(f"*/{NOM_MANIFESTE}"))):
        try:
            return build_manifeste(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return None


def list_abimes(dossier: Path, manifeste: Manifeste) -> list[str]:
    """The files of a build that are missing, or differ from what was written."""
    return [nom for nom, attendue in manifeste.empreintes.items() if _compute_empreinte(dossier / nom) != attendue]


def _compute_empreinte(path: Path) -> str | None:
    try:
        return compute_empreinte(path)
    except OSError:
        return None


def update_pointeur(donnees_dir: Path, manifeste: Manifeste) -> None:
    """Make a finished build the current one."""
    update_fichier(donnees_dir / NOM_COPIE, render_manifeste(manifeste))
    update_fichier(donnees_dir / NOM_POINTEUR, manifeste.construction)

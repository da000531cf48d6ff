"""A territory told in YAML files: which ones, in whose name they are written, who holds the roles that they name.

The demonstration is told by all packages, each in its `demo` folder; the territory of a case study, in one folder.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

DOSSIERS_DEMO = tuple(sorted(Path(__file__).resolve().parent.parent.glob("*/demo")))
CHARGEE = "chargee"
# Ten times faster where libyaml is there, and the same result.
CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(fichier: Path) -> Any:
    """What a file holds, of one's own: two requests that start together may each change theirs."""
    return deepcopy(_read_yaml(fichier))


@cache
def _read_yaml(fichier: Path) -> Any:
    return yaml.load(fichier.read_text(encoding="utf-8"), CHARGEUR)  # noqa: S506 - both loaders are safe


@dataclass(frozen=True, slots=True)
class Recit:
    """`auteur` is the compte of whoever coordinates there. `noms` are those of the roles that the files call by a key;
    `comptes`, those of them who exist, as in the demonstration."""

    dossiers: tuple[Path, ...]
    auteur: UUID
    noms: Mapping[str, str]
    comptes: Mapping[str, UUID] = field(default_factory=dict)

    def find_fichier(self, nom: str) -> Path | None:
        """The file of this name, in whichever folder it is."""
        fichiers = (dossier / f"{nom}.yaml" for dossier in self.dossiers)
        return next((fichier for fichier in fichiers if fichier.exists()), None)

    def read(self, nom: str) -> Any:
        """What this file holds; nobody changes it. Raise FileNotFoundError without it."""
        return read_yaml(self.find_fichier(nom) or self.dossiers[0] / f"{nom}.yaml")

    @property
    def auteur_nom(self) -> str:
        return self.noms[CHARGEE]

    def get_compte(self, cle: str) -> UUID:
        """The compte of a role; that of the coordinator, where nobody else has one."""
        return self.comptes.get(cle, self.auteur)

    def find(self, qui: str) -> tuple[UUID | None, str] | None:
        """The compte, if any, and the name of a role, by its key or by the name; None for anybody else."""
        cle = qui if qui in self.noms else next((cle for cle, nom in self.noms.items() if nom == qui), None)
        return None if cle is None else (self.comptes.get(cle), self.noms[cle])

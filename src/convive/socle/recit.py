"""An invented territory described in YAML files: where they are, who is their author, who holds the roles they name.

Every package describes its part of the demonstration in its own `demo` folder; a case study has a single folder.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from convive.socle.contenus import read_contenu_yaml

DOSSIERS_DEMO = tuple(sorted(Path(__file__).resolve().parent.parent.glob("*/demo")))
CHARGEE = "chargee"


def read_yaml(fichier: Path) -> Any:
    """The contents of a file, as a copy: each of two simultaneous requests may modify its own."""
    return deepcopy(_read_yaml(fichier))


@cache
def _read_yaml(fichier: Path) -> Any:
    return read_contenu_yaml(fichier)


@dataclass(frozen=True, slots=True)
class Recit:
    """`auteur` is the compte of the person who coordinates the territory. `noms` maps the key of each role used in the
    files to a name; `comptes` maps it to a compte, for the roles that have one, as in the demonstration."""

    dossiers: tuple[Path, ...]
    auteur: UUID
    noms: Mapping[str, str]
    comptes: Mapping[str, UUID] = field(default_factory=dict)

    def find_fichier(self, nom: str) -> Path | None:
        """The file of this name, whichever folder it is in; None if there is none."""
        fichiers = (dossier / f"{nom}.yaml" for dossier in self.dossiers)
        return next((fichier for fichier in fichiers if fichier.exists()), None)

    def read(self, nom: str) -> Any:
        """The contents of this file, as a copy. Raise FileNotFoundError if there is no such file."""
        return read_yaml(self.find_fichier(nom) or self.dossiers[0] / f"{nom}.yaml")

    @property
    def auteur_nom(self) -> str:
        return self.noms[CHARGEE]

    def get_compte(self, cle: str) -> UUID:
        """The compte of a role; the coordinator's, if this role has none."""
        return self.comptes.get(cle, self.auteur)

    def find(self, qui: str) -> tuple[UUID | None, str] | None:
        """The compte, if any, and the name of a role, given its key or its name; None if it is unknown."""
        cle = qui if qui in self.noms else next((cle for cle, nom in self.noms.items() if nom == qui), None)
        return None if cle is None else (self.comptes.get(cle), self.noms[cle])

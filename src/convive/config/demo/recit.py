"""Which files a filled territory is described by, and in whose name it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from convive.config.demo.lecture import read_yaml
from convive.config.demo.selectors import read_scene

DOSSIER = Path(__file__).parent
CHARGEE = "chargee"


@dataclass(frozen=True, slots=True)
class Recit:
    """`auteur` is the compte of whoever coordinates there. `noms` are those of the roles that the files call by a key;
    `comptes`, those of them who exist, as in the demonstration."""

    dossier: Path
    auteur: UUID
    noms: Mapping[str, str]
    comptes: Mapping[str, UUID] = field(default_factory=dict)

    def read(self, nom: str) -> Any:
        """What a file holds; nobody changes it."""
        return read_yaml(self.dossier / f"{nom}.yaml")

    def has(self, nom: str) -> bool:
        return (self.dossier / f"{nom}.yaml").exists()

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


@cache
def get_recit_demo() -> Recit:
    personas = read_scene().personas
    comptes = {persona.cle: persona.uuid for persona in personas}
    return Recit(DOSSIER, comptes[CHARGEE], {persona.cle: persona.nom for persona in personas}, comptes)

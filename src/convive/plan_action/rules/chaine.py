"""The chain of an action, from a constat to a bilan."""

from dataclasses import dataclass
from uuid import UUID

from convive.plan_action.rules.sections import Cle


@dataclass(frozen=True, slots=True)
class Maillon:
    """A link of the chain from a constat to a bilan. Missing: the words teach what would be there."""

    nature: str
    titre: str
    precision: str = ""
    objet: str = ""
    uuid: UUID | None = None
    is_ici: bool = False
    is_manquant: bool = False
    url: str = ""

    @property
    def section(self) -> str:
        """Where one fills an empty seat; a decision is made elsewhere."""
        sections = {"constat": Cle.CONSTAT, "enjeu": Cle.CONSTAT, "noeud": Cle.PLACE, "indicateur": Cle.INDICATEURS}
        return {**sections, "bilan": Cle.BILAN}.get(self.objet, "")

"""What one asks of the document of a plan, in the one value that a document takes. Pure Python."""

from dataclasses import dataclass
from uuid import UUID

AVEC_FICHES, SANS_FICHES = "fiches", "resume"
MAX_MOTIF_EMPORT = 300


@dataclass(frozen=True, slots=True)
class ChoixPlan:
    """`motif` says why what is incomplete or internal is printed too; empty: it is left out."""

    ctg: UUID
    with_fiches: bool = True
    motif: str = ""

    def encode(self) -> str:
        return f"{self.ctg}/{AVEC_FICHES if self.with_fiches else SANS_FICHES}/{self.motif}"


def parse_choix_plan(texte: str) -> ChoixPlan | None:
    """None for what was not written by `encode`."""
    ctg, _, reste = texte.partition("/")
    contenu, _, motif = reste.partition("/")
    if contenu not in (AVEC_FICHES, SANS_FICHES):
        return None
    try:
        return ChoixPlan(UUID(ctg), contenu == AVEC_FICHES, motif.strip()[:MAX_MOTIF_EMPORT])
    except ValueError:
        return None

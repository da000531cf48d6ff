"""The `maison` of the models of quality registers, which share one page and have attachments as proofs."""

from convive.socle.maison import PIECES, Exclus, Inclus, Maison, Pieces


def build_maison(cle: str, defini: str, copie: Inclus | Exclus) -> Maison:
    """The `maison` of a register. All registers have the same page, whose panel of attachments is recorded once."""
    pieces = PIECES if cle == "reclamation" else Pieces(page="")
    args = ("espace_id", "registre", "pk")
    return Maison(cle, defini, page="formation:registre_update", args=args, pieces=pieces, copie=copie)

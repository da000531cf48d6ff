"""What a line of a register of quality is for the others: they have one page, and each carries its proofs."""

from convive.socle.maison import PIECES, Exclus, Inclus, Maison, Pieces


def build_maison(cle: str, defini: str, copie: Inclus | Exclus) -> Maison:
    """Every register has the same page, whose panel of attachments is recorded once."""
    pieces = PIECES if cle == "reclamation" else Pieces(page="")
    args = ("espace_id", "registre", "pk")
    return Maison(cle, defini, page="formation:registre_update", args=args, pieces=pieces, copie=copie)

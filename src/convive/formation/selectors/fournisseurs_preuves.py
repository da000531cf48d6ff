"""The providers of each kind of proof, gathered from the tables of the `preuves_…` modules."""

from convive.formation.rules.qualiopi import Preuve
from convive.formation.selectors import (
    preuves_documents,
    preuves_enquetes,
    preuves_organisme,
    preuves_presence,
    preuves_session,
)
from convive.formation.selectors.portee_qualiopi import Portee

TABLES = tuple(
    part.FOURNISSEURS
    for part in (preuves_organisme, preuves_session, preuves_documents, preuves_presence, preuves_enquetes)
)


def list_preuves(sorte: str, portee: Portee) -> list[Preuve]:
    """The proofs of this kind, from all its providers."""
    return [preuve for table in TABLES if sorte in table for preuve in table[sorte](portee)]

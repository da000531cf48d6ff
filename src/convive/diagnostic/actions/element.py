"""What the actions on paroles, constats and enjeux share: a card that is locked."""

from convive.diagnostic.models.element import Fiche
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.espaces.actions import ecriture

DISPARUE = "Cette fiche a été mise à la corbeille entre-temps."


def lock_fiche[F: Fiche](fiche: F, *, with_supprimees: bool = False) -> F:
    """The row as it is now, kept until the end of the transaction. Raise DiagnosticRefuse when it was put aside."""
    disparue = DiagnosticRefuse(DISPARUE)
    locked = ecriture.lock_fiche(fiche, disparue)
    if locked.date_suppression is not None and not with_supprimees:
        raise disparue
    return locked

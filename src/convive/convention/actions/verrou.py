"""What the actions of a CTG share."""

from convive.convention.models import Ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.espaces.actions.ecriture import lock_fiche


def lock_ctg(ctg: Ctg) -> Ctg:
    """The row as it is now, kept until the end of the transaction. Raise ConventionRefusee when it is gone."""
    return lock_fiche(ctg, ConventionRefusee("Cette CTG vient d’être supprimée."))


def save_ctg(ctg: Ctg) -> None:
    ctg.version += 1
    ctg.save()

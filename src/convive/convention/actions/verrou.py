"""What the actions of a CTG share."""

from convive.convention.models import Ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.espaces.permissions import refuse_espace_expire


def lock_ctg(ctg: Ctg) -> Ctg:
    """The row as it is now, kept until the end of the transaction. Raise ConventionRefusee when it is gone."""
    locked = Ctg.objects.select_for_update().select_related(None).filter(pk=ctg.pk).first()
    if locked is None:
        raise ConventionRefusee("Cette CTG vient d’être supprimée.")
    refuse_espace_expire(locked.espace)
    return locked


def save_ctg(ctg: Ctg) -> None:
    ctg.version += 1
    ctg.save()

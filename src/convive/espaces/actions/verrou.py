"""One writes at a time in what an espace keeps unique or in order."""

from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire


def lock_espace(espace: Espace) -> Espace:
    """The espace, kept until the end of the transaction. Raise EspaceExpire."""
    locked = Espace.objects.select_for_update().get(pk=espace.pk)
    refuse_espace_expire(locked)
    return locked

"""« Pour commencer »: put the list away."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


@transaction.atomic
def close_debut(*, by: Compte, espace: Espace) -> None:
    """For all those who steer the espace, and for good; twice is once."""
    refuse_espace_expire(espace)
    if Espace.objects.filter(pk=espace.pk, is_debut_masque=False).update(is_debut_masque=True):
        record(by, Geste.MODIFIER, espace, espace, pour_commencer="masqué")

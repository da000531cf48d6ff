"""Confirm a place, oneself or through a magic link."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import ConfirmationPlace, Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste


def create_confirmation(*, membre: Membre, reponse: str, precision: str = "") -> ConfirmationPlace:
    """Keep the answer; whoever calls writes the journal. Raise EspaceRefuse for a place that is closed."""
    refuse_espace_expire(membre.espace)
    if not membre.is_en_cours:
        raise EspaceRefuse("Cet accès est fermé.")
    return ConfirmationPlace.objects.create(membre=membre, reponse=reponse, precision=precision.strip())


@transaction.atomic
def validate_place(*, by: Compte, membre: Membre, reponse: str, precision: str = "") -> ConfirmationPlace:
    """The person answers for her own place. Raise EspaceRefuse for a place that is closed."""
    confirmation = create_confirmation(membre=membre, reponse=reponse, precision=precision)
    record(by, Geste.VALIDER, membre, membre.espace, reponse=str(reponse))
    return confirmation

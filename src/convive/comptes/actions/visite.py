"""Records visits to the demonstration in the journal."""

from django.db import transaction

from convive.comptes.personas import AccesPersona
from convive.journal.actions import record_geste
from convive.journal.models import Geste, Journal


@transaction.atomic
def record_visite_demo(acces: AccesPersona) -> Journal:
    """Record in the journal of the espace that someone entered the demonstration as a persona."""
    return record_geste(
        auteur=acces.compte,
        geste=Geste.CONSULTER,
        objet_type=acces.reference.objet_type,
        objet_uuid=acces.reference.objet_uuid,
        objet_libelle=acces.libelle,
        espace_uuid=acces.reference.objet_uuid,
        detail={"demonstration": True},
    )

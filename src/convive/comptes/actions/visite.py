"""What is done around comptes and must leave a trace."""

from django.db import transaction

from convive.comptes.personas import AccesPersona
from convive.journal.actions import record_geste
from convive.journal.models import Geste, Journal


@transaction.atomic
def record_visite_demo(acces: AccesPersona) -> Journal:
    """Someone entered the demonstration in the place of a persona: the journal of that espace says so."""
    return record_geste(
        auteur=acces.compte,
        geste=Geste.CONSULTER,
        objet_type=acces.reference.objet_type,
        objet_uuid=acces.reference.objet_uuid,
        objet_libelle=acces.libelle,
        espace_uuid=acces.reference.objet_uuid,
        detail={"demonstration": True},
    )

"""The secret address of a calendar: make it, replace it, stop it."""

from uuid import uuid4

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.cles.lien_magique import AGENDA, build_cle_lien
from convive.espaces.models import FluxAgenda, Membre
from convive.journal.models import Geste


@transaction.atomic
def create_flux(*, by: Compte, membre: Membre) -> str:
    """The key of the new address, which nobody can read again; the one before it stops at once."""
    FluxAgenda.objects.filter(membre=membre).delete()
    uuid = uuid4()
    cle = build_cle_lien(uuid, AGENDA)
    FluxAgenda.objects.create(uuid=uuid, membre=membre, empreinte_cle=cle.empreinte)
    record(by, Geste.MODIFIER, membre, membre.espace, agenda="adresse créée")
    return cle.texte


@transaction.atomic
def delete_flux(*, by: Compte, membre: Membre) -> bool:
    """Whether there was one to stop."""
    deleted, _ = FluxAgenda.objects.filter(membre=membre).delete()
    if deleted:
        record(by, Geste.MODIFIER, membre, membre.espace, agenda="adresse arrêtée")
    return bool(deleted)

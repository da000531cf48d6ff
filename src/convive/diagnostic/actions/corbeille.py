"""Put a card of the diagnosis aside, bring it back, erase it for good. Every action writes the journal."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from convive.comptes.models import Compte
from convive.diagnostic.models import (
    Constat,
    Enjeu,
    NoteEntretien,
    Parole,
)
from convive.diagnostic.models.element import Fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import LienMagique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.objets import objets

MODELES: tuple[type[Fiche], ...] = (Parole, NoteEntretien, Constat, Enjeu)
"""What waits in the bin of the diagnosis."""


@transaction.atomic
def delete_fiche(*, by: Compte, fiche: Fiche) -> None:
    """Put a card aside; what is attached to it stays. Doing it twice changes nothing."""
    refuse_espace_expire(fiche.espace)
    present = type(fiche)._default_manager.filter(pk=fiche.pk, date_suppression__isnull=True)
    if present.update(date_suppression=timezone.now()):
        record(by, Geste.SUPPRIMER, fiche, fiche.espace)


@transaction.atomic
def restore_fiche(*, by: Compte, fiche: Fiche) -> None:
    """Bring back a card that was put aside."""
    refuse_espace_expire(fiche.espace)
    if type(fiche)._default_manager.filter(pk=fiche.pk, date_suppression__isnull=False).update(date_suppression=None):
        record(by, Geste.RESTAURER, fiche, fiche.espace)


@transaction.atomic
def delete_fiche_definitivement(*, by: Compte, fiche: Fiche) -> bool:
    """Erase a card that was put aside; False when it no longer is. The other packages hear of it by the journal."""
    refuse_espace_expire(fiche.espace)
    rows = type(fiche)._default_manager.filter(pk=fiche.pk, date_suppression__isnull=False)
    return _delete(by, rows) > 0


@transaction.atomic
def delete_fiches_oubliees(limite: datetime) -> int:
    """What was put aside before this moment, in every espace; nobody does it."""
    return sum(_delete(None, modele._default_manager.filter(date_suppression__lt=limite)) for modele in MODELES)


def _delete(by: Compte | None, fiches: "QuerySet[Fiche]") -> int:
    deleted = 0
    for fiche in fiches.select_related("espace").select_for_update(of=("self",)):
        reference = objets.get_reference(fiche)
        LienMagique.objects.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid).delete()
        record(by, Geste.EFFACER, fiche, fiche.espace)
        fiche.delete()
        deleted += 1
    return deleted

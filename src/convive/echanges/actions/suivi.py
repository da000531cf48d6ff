"""Follow an object, or stop."""

from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.echanges.models import Suivi
from convive.espaces.models import Espace, Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.socle.objets import Reference


@transaction.atomic
def update_suivi(*, by: Compte, espace: Espace, reference: Reference, is_actif: bool) -> None:
    """Save the person's choice, which later changes that she makes to the object leave alone. Raise EspaceExpire.

    It is her own preference, which nobody else sees, so the journal has no line about it.
    """
    refuse_espace_expire(espace)
    Suivi.objects.update_or_create(
        compte=by,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        defaults={"espace": espace, "is_actif": is_actif},
    )


def record_suivi(compte: Compte, espace_uuid: UUID, reference: Reference) -> None:
    """Make someone follow the object that she changes, unless she has already chosen; in the same transaction.

    Someone who is not a membre of the espace follows nothing there.
    """
    cle = {"compte": compte, "objet_type": reference.objet_type, "objet_uuid": reference.objet_uuid}
    if Suivi.objects.filter(**cle).exists():
        return
    if Membre.objects.en_cours().filter(espace=espace_uuid, compte=compte).exists():
        Suivi.objects.get_or_create(**cle, defaults={"espace_id": espace_uuid})

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
    """What the person decides stays: writing about the object later does not change it. Raise EspaceExpire.

    Her own preference, which nobody else sees: the journal has no line about it.
    """
    refuse_espace_expire(espace)
    Suivi.objects.update_or_create(
        compte=by,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        defaults={"espace": espace, "is_actif": is_actif},
    )


def record_suivi(compte: Compte, espace_uuid: UUID, reference: Reference) -> None:
    """Follow what one writes about, unless one has already decided; inside the transaction of what was written.

    Someone without a place in the espace follows nothing there.
    """
    cle = {"compte": compte, "objet_type": reference.objet_type, "objet_uuid": reference.objet_uuid}
    if Suivi.objects.filter(**cle).exists():
        return
    if Membre.objects.en_cours().filter(espace=espace_uuid, compte=compte).exists():
        Suivi.objects.get_or_create(**cle, defaults={"espace_id": espace_uuid})

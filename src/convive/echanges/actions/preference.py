"""Say how one wants to be told."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.echanges.models import PreferenceNotification, Sourdine
from convive.espaces.models import Espace


@transaction.atomic
def update_preference(
    *, by: Compte, canaux: Mapping[str, str], jour_lettre: int | None, sourdines: Iterable[UUID]
) -> None:
    """Keep what the person chose. It is hers alone: the journal has no line about it.

    Espaces that she is no longer a member of are ignored.
    """
    PreferenceNotification.objects.update_or_create(
        compte=by, defaults={"canaux": dict(canaux), "jour_lettre": jour_lettre}
    )
    espaces = Espace.objects.visible_to(by).filter(pk__in=list(sourdines))
    Sourdine.objects.filter(compte=by).exclude(espace__in=espaces).delete()
    Sourdine.objects.bulk_create([Sourdine(compte=by, espace=espace) for espace in espaces], ignore_conflicts=True)


@transaction.atomic
def delete_lettre(*, by: Compte) -> None:
    """Receive no letter any more; the rest of what one chose stays."""
    PreferenceNotification.objects.update_or_create(compte=by, defaults={"jour_lettre": None})

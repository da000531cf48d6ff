"""Save how a person wants to be notified."""

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
    """Save a person's choices. They are private, so the journal has no line about them.

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
    """Stop the weekly letter; the other preferences are unchanged."""
    PreferenceNotification.objects.update_or_create(compte=by, defaults={"jour_lettre": None})

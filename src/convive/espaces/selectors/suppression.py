"""Read the espaces that were deleted and still wait, for those who may bring them back."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, Role, get_condition_en_cours


def get_date_effacement(espace: Espace) -> date:
    """The day from which a deleted espace may be erased for good."""
    since = espace.date_suppression or timezone.now()
    return timezone.localdate(since + timedelta(days=settings.ESPACE_JOURS_SUPPRESSION))


def list_espaces_supprimes(compte: Compte) -> list[Espace]:
    """Deleted espaces that this person may restore: those of which she is chargé·e de coopération; one query."""
    places = Membre.objects.filter(
        get_condition_en_cours(),
        compte=compte,
        role=Role.CHARGE_COOPERATION,
        espace__date_suppression__isnull=False,
        communes=[],
        thematiques__isnull=True,
    )
    espaces = Espace.objects.filter(pk__in=places.values("espace")).order_by("date_suppression", "pk")
    return [espace for espace in espaces if is_restaurable(espace)]


def is_restaurable(espace: Espace) -> bool:
    return espace.date_suppression is not None and timezone.localdate() < get_date_effacement(espace)


def get_espace_supprime(compte: Compte, espace_uuid: UUID) -> Espace | None:
    """A deleted espace that this person may restore; None for all others, who do not learn that it existed."""
    return next((espace for espace in list_espaces_supprimes(compte) if espace.pk == espace_uuid), None)

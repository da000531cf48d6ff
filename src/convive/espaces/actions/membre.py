"""Change or end the place of a member. Every action writes the journal."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Role
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import (
    EspaceRefuse,
    get_date_fin,
)
from convive.journal.models import Geste


def _lock_place(membre: Membre) -> Espace:
    """The espace of a place, its row locked, so that two people do not leave together and let nobody.

    Raise EspaceRefuse when the place is no longer held.
    """
    espace = Espace.objects.select_for_update().get(pk=membre.espace_id)
    refuse_espace_expire(espace)
    membre.refresh_from_db(fields=["date_fin", "role"])
    if not membre.is_en_cours:
        raise EspaceRefuse("Cette personne n’est déjà plus membre de l’espace.")
    return espace


def _refuse_depart(membre: Membre) -> None:
    """Raise EspaceRefuse when nobody else coordinates the espace without an end in sight."""
    others = Membre.objects.en_cours().filter(
        espace=membre.espace_id, role=Role.CHARGE_COOPERATION, date_fin__isnull=True
    )
    if membre.role == Role.CHARGE_COOPERATION and not others.exclude(pk=membre.pk).exists():
        raise EspaceRefuse(
            "Un espace garde au moins un·e chargé·e de coopération sans fin de mandat : invitez d’abord quelqu’un."
        )


@transaction.atomic
def update_membre(*, by: Compte, membre: Membre, role: str, dernier_jour: date | None) -> None:
    """Change the role of a member, and the last day of the mandate (None: no end in sight).

    Raise EspaceRefuse when it would leave the espace without chargé·e de coopération, or for a place already closed.
    """
    espace = _lock_place(membre)
    if role != Role.CHARGE_COOPERATION or dernier_jour is not None:
        _refuse_depart(membre)
    former = {"role": membre.role, "dernier_jour": membre.dernier_jour and membre.dernier_jour.isoformat()}
    membre.role, membre.date_fin = role, dernier_jour and get_date_fin(dernier_jour)
    membre.save(update_fields=["role", "date_fin", "updated_at"])
    current = {"role": str(role), "dernier_jour": dernier_jour and dernier_jour.isoformat()}
    record(by, Geste.MODIFIER, membre, espace, avant=former, apres=current)


@transaction.atomic
def close_membre(*, by: Compte, membre: Membre) -> None:
    """End a membership today. Raise EspaceRefuse for the last chargé·e de coopération, or when it has already ended."""
    espace = _lock_place(membre)
    _refuse_depart(membre)
    membre.date_fin = timezone.localdate()
    membre.save(update_fields=["date_fin", "updated_at"])
    record(by, Geste.CLORE, membre, espace)

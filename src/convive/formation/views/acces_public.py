"""What the public pages of a training body share: which body; nothing of its espace but what it publishes."""

from typing import Any
from uuid import UUID

from django.http import Http404

from convive.formation.models import OrganismeFormation
from convive.formation.selectors.programme import get_organisme_public


def get_organisme_public_or_404(espace_uuid: UUID) -> OrganismeFormation:
    """Nothing tells an espace of another type from one that does not exist."""
    organisme = get_organisme_public(espace_uuid)
    if organisme is None:
        raise Http404("Cet organisme de formation n’est pas ici.")
    return organisme


def build_contexte_public(organisme: OrganismeFormation, **contexte: Any) -> dict[str, Any]:
    return {
        "organisme": organisme,
        "is_fictif": getattr(organisme.espace, "is_fictif", False),
        "espace_uuid": organisme.espace_id,
        **contexte,
    }

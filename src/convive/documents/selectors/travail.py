"""Read the long jobs of a person."""

from uuid import UUID

from convive.comptes.models import Compte
from convive.documents.models import Travail
from convive.espaces.models import Espace

MAX_LISTE = 100


def list_travaux(compte: Compte, espace: Espace | None = None) -> list[Travail]:
    """What a person asked for, the latest first: in an espace, or everywhere; one query."""
    travaux = Travail.objects.visible_to(compte).select_related("espace")
    return list((travaux.filter(espace=espace) if espace else travaux)[:MAX_LISTE])


def get_travail(compte: Compte, travail_uuid: UUID, espace: Espace | None) -> Travail | None:
    """A job of this person, in this espace or, without one, outside any espace; None for anything else."""
    travaux = Travail.objects.visible_to(compte).filter(pk=travail_uuid, espace=espace)
    return travaux.select_related("espace").first()

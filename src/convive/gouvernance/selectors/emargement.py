"""What the code of the room shows: the names of a séance that is going on, and nothing else."""

from uuid import UUID

from convive.gouvernance.models import ParticipantSeance, Seance
from convive.gouvernance.rules.seances import StatutSeance


def get_seance_emargee(uuid: UUID) -> Seance | None:
    """A séance that is open; None for any other, as if it did not exist."""
    rows = Seance.objects.filter(pk=uuid, statut=StatutSeance.EN_COURS.value, espace__date_suppression__isnull=True)
    return rows.select_related("instance", "espace").first()


def list_a_pointer(seance: Seance) -> list[ParticipantSeance]:
    return list(ParticipantSeance.objects.filter(seance=seance).order_by("nom", "uuid"))

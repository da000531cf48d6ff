"""Whether those who are expected at a séance come: what one said oneself, and how many said what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.models import ParticipantSeance, Seance
from convive.gouvernance.models.instance import get_sieges
from convive.gouvernance.permissions import can_list_brouillons, can_submit_reponse
from convive.gouvernance.rules.convocations import Reponses, build_reponses, explain_fermeture
from convive.gouvernance.rules.seances import Presence, Reponse
from convive.plan_action.models.acces import get_personnes

ICI = "seance"
"""The page of the séance; `RETOURS` names the others that show these buttons."""


@dataclass(frozen=True, slots=True)
class Venir:
    """`participant` is the line of the list that one answers for; None for who prepares the séance and is not on it."""

    seance: Seance
    participant: ParticipantSeance | None
    reponses: Reponses
    depuis: str = ICI
    refus: str = ""

    @property
    def url(self) -> str:
        return reverse("gouvernance:reponse_update", args=[self.seance.espace_id, self.seance.pk])

    @property
    def is_repondu(self) -> bool:
        return self.participant is not None and self.participant.reponse != Reponse.EN_ATTENTE


def count_reponses(seance: Seance) -> Reponses:
    """One query."""
    rows = ParticipantSeance.objects.filter(seance=seance).order_by()
    return build_reponses(rows.values_list("reponse", flat=True))


def get_participant_sien(membre: Membre, seance: Seance) -> ParticipantSeance | None:
    """The line of the list that this person answers for: her own, else that of the organisation that sits without a
    name; one query."""
    personnes = get_personnes(membre.compte)
    if not can_submit_reponse(membre) or personnes.query.is_empty():
        return None
    siennes = Q(personne__in=personnes.values("pk"))
    siennes |= Q(personne__isnull=True, membre__in=get_sieges(membre.compte).filter(personne__isnull=True).values("pk"))
    rows = sorted(ParticipantSeance.objects.filter(siennes, seance=seance), key=lambda row: row.personne_id is None)
    if not rows:
        return None
    rows[0].seance = seance
    return rows[0]


def get_venir(
    membre: Membre, seance: Seance, today: date, *, depuis: str = ICI, reponses: Reponses | None = None
) -> Venir | None:
    """Nothing while it is not convened, or once it is over, nor for who neither comes nor prepares it; two queries at
    most."""
    if explain_fermeture(seance.statut, seance.motif, seance.date, Presence.INCONNUE, today):
        return None
    participant = get_participant_sien(membre, seance)
    if participant is None and not can_list_brouillons(membre):
        return None
    reponses = reponses or count_reponses(seance)
    if not reponses.attendus:
        return None
    presence = participant.presence if participant else Presence.INCONNUE
    refus = explain_fermeture(seance.statut, seance.motif, seance.date, presence, today)
    return Venir(seance, participant, reponses, depuis, refus)

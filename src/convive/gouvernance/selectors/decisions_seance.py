"""The decisions of a séance and what each has changed, for the panel of its page."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from convive.espaces.models import Membre
from convive.gouvernance.models import CibleDecision, Decision, EffetDecision
from convive.gouvernance.rules.effets import CHANGEABLES, get_libelle
from convive.gouvernance.selectors.decisions import get_decisions, with_noms

MAX_SEANCE = 60


@dataclass(frozen=True, slots=True)
class DecisionSeance:
    """`faits` says what it changed; `a_noter` counts what it speaks of and has not changed yet."""

    decision: Decision
    faits: tuple[str, ...]
    a_noter: int


def list_decisions_seance(membre: Membre, seance: UUID) -> list[DecisionSeance]:
    """In the order in which they were taken; three queries."""
    rows = list(with_noms(get_decisions(membre)).filter(seance=seance).order_by("annee", "numero")[:MAX_SEANCE])
    uuids = [row.pk for row in rows]
    effets = EffetDecision.objects.filter(decision__in=uuids, defait_le__isnull=True).order_by("created_at")
    done: dict[UUID, list[str]] = {uuid: [] for uuid in uuids}
    for effet in effets:
        done[effet.decision_id].append(get_libelle(effet.objet_type, effet.vers))
    cibles = CibleDecision.objects.filter(decision__in=uuids, objet_type__in=sorted(CHANGEABLES)).order_by()
    total = Counter(cibles.values_list("decision", flat=True))
    return [DecisionSeance(row, tuple(done[row.pk]), max(0, total[row.pk] - len(done[row.pk]))) for row in rows]

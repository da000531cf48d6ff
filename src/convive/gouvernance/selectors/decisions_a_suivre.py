"""What a séance should hear of: decisions that are late, due, to review, or that nobody carries."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from django.db.models import Q

from convive.espaces.models import Membre
from convive.gouvernance.models import Decision, Instance
from convive.gouvernance.selectors.catalogue import get_delais
from convive.gouvernance.selectors.decisions import get_decisions, with_noms
from convive.socle.formats import date_longue

MAX_A_SUIVRE = 40


class RangSuivi(IntEnum):
    """The most pressing first."""

    EN_RETARD = 1
    A_REVOIR = 2
    SANS_RESPONSABLE = 3
    BIENTOT = 4
    REPORTEE = 5
    OUVERTE = 6


@dataclass(frozen=True, slots=True)
class DecisionASuivre:
    """`raison` says in a few words why it is there, ready to be shown."""

    decision: Decision
    rang: RangSuivi
    raison: str


def list_decisions_a_suivre(
    membre: Membre, jour: date, instance: Instance | None = None, *, limit: int = MAX_A_SUIVRE
) -> list[DecisionASuivre]:
    """The open decisions that this place reads, as they will be on the day of a séance; one query.

    With `instance`, those of this body and those taken between two séances by nobody in particular.
    """
    rows = with_noms(get_decisions(membre)).ouvertes()
    if instance is not None:
        rows = rows.filter(Q(instance=instance) | Q(instance__isnull=True))
    found = [build_suivi(decision, jour) for decision in rows.order_by("echeance", "annee", "numero")]
    found.sort(key=lambda row: (row.rang, row.decision.echeance or date.max, row.decision.annee, row.decision.numero))
    return found[:limit]


def build_suivi(decision: Decision, jour: date) -> DecisionASuivre:
    rang, raison = _explain(decision, jour)
    return DecisionASuivre(decision, rang, raison)


def _explain(decision: Decision, jour: date) -> tuple[RangSuivi, str]:
    echeance, revue = decision.echeance, decision.prochaine_revue
    if echeance is not None and echeance < jour:
        return RangSuivi.EN_RETARD, f"devait être faite avant le {date_longue(echeance)}"
    if revue is not None and revue <= jour:
        return RangSuivi.A_REVOIR, f"à revoir depuis le {date_longue(revue)}"
    if not decision.libelle_responsable:
        return RangSuivi.SANS_RESPONSABLE, "personne ne la porte encore"
    if echeance is not None and echeance <= jour + timedelta(days=get_delais(jour).jours_decision_a_suivre):
        return RangSuivi.BIENTOT, f"à faire avant le {date_longue(echeance)}"
    if decision.statut == "reportee":
        return RangSuivi.REPORTEE, "reportée\u00a0: où en est-on\u00a0?"
    return RangSuivi.OUVERTE, "en cours de suivi"

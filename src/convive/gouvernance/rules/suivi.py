"""Where a decision may go from where it is, and what it does to what it validates. Pure Python."""

from collections.abc import Mapping

from convive.gouvernance.rules.decisions import StatutDecision
from convive.gouvernance.rules.instances import DOMAINE

DROIT_SUIVRE = (DOMAINE, "Les décisions dont on est responsable", "indiquer l’avancement")
MAX_NOTE = 4_000
MAX_VERS = 20

S = StatutDecision
TRANSITIONS: Mapping[StatutDecision, tuple[StatutDecision, ...]] = {
    S.A_FAIRE: (S.EN_COURS, S.FAITE, S.REPORTEE, S.CADUQUE),
    S.EN_COURS: (S.FAITE, S.REPORTEE, S.CADUQUE, S.A_FAIRE),
    # Said too early: it is taken up again, and the journal keeps both.
    S.FAITE: (S.EN_COURS, S.CADUQUE),
    S.REPORTEE: (S.A_FAIRE, S.EN_COURS, S.FAITE, S.CADUQUE),
    S.CADUQUE: (S.A_FAIRE,),
}
VERBES = {
    S.A_FAIRE: "Remettre à faire",
    S.EN_COURS: "Mettre en cours",
    S.FAITE: "La déclarer faite",
    S.REPORTEE: "Reporter",
    S.CADUQUE: "Indiquer qu’elle n’a plus lieu d’être",
}
MOTIVES = frozenset({S.REPORTEE, S.CADUQUE})
"""They ask why."""

AU_PORTEUR = frozenset({S.EN_COURS, S.FAITE})
"""What whoever carries a decision may say of it; the rest is for the team."""


def list_suites(statut: str) -> tuple[StatutDecision, ...]:
    """Where a decision may go from there."""
    return TRANSITIONS[StatutDecision(statut)]


def can_go(de: str, vers: str) -> bool:
    return de in StatutDecision and vers in StatutDecision and StatutDecision(vers) in list_suites(de)

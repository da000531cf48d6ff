"""The decisions that concern something of another domain, for the panel of its page."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from convive.espaces.models import Membre
from convive.gouvernance.models import CibleDecision
from convive.gouvernance.rules.decisions import format_numero, is_en_retard
from convive.gouvernance.selectors.decisions import get_decisions

MAX_LIEES = 8
FICHE = "plan_action:fiche_action_detail"
CIBLES = {
    FICHE: "fiche_action",
    "diagnostic:enjeu_detail": "enjeu",
    "diagnostic:constat_detail": "constat",
    "diagnostic:diagnostic_detail": "diagnostic",
}
"""The page of a thing → its key in the registry of objects."""
ORGANISATION, PERSONNE = "acteurs:organisation_detail", "acteurs:personne_detail"
CHAMPS = ("pk", "annee", "numero", "libelle", "statut", "date", "echeance", "instance__nom")
CHAMPS_VOTE = ("consultation_fin", "consultation_close_le")


@dataclass(frozen=True, slots=True)
class DecisionLiee:
    """What a panel says of a decision; `instance` is the name of its body, empty without one."""

    pk: UUID
    code: str
    libelle: str
    statut: str
    consultation_fin: date | None
    is_proposee: bool
    is_vote_ouvert: bool
    date: date
    is_en_retard: bool
    instance: str


def list_liees(membre: Membre, page: str, pk: UUID) -> list[DecisionLiee]:
    """One more than what is shown, the last first; one query."""
    return [_build(row, timezone.localdate()) for row in _list_rows(membre, page, pk)]


def _build(row: Any, today: date) -> DecisionLiee:
    uuid, annee, numero, libelle, statut, jour, echeance, instance, fin, close_le = row
    is_proposee = fin is not None and close_le is None
    return DecisionLiee(
        uuid,
        format_numero(annee, numero),
        libelle,
        statut,
        fin,
        is_proposee,
        is_proposee and today <= fin,
        jour,
        not is_proposee and is_en_retard(statut, echeance, today),
        instance or "",
    )


def _list_rows(membre: Membre, page: str, pk: UUID) -> QuerySet[Any, Any]:
    if page == ORGANISATION:
        condition = Q(organisation_responsable=pk)
    elif page == PERSONNE:
        condition = Q(responsable=pk)
    else:
        cibles = CibleDecision.objects.filter(objet_type=CIBLES[page], objet_uuid=pk)
        condition = Q(pk__in=cibles.order_by().values("decision"))
    rows = get_decisions(membre).filter(condition).order_by("-annee", "-numero")
    return rows.values_list(*CHAMPS, *CHAMPS_VOTE)[: MAX_LIEES + 1]

"""What may be published of a decision: what, when, by whom, what comes next. Nothing else. Pure Python."""

from dataclasses import dataclass
from datetime import date

from convive.gouvernance.rules.decisions import StatutDecision
from convive.socle.formats import date_longue

ETATS = {
    StatutDecision.A_FAIRE: "Elle reste à mettre en œuvre",
    StatutDecision.EN_COURS: "Elle est en cours",
    StatutDecision.FAITE: "C’est fait",
    StatutDecision.CADUQUE: "Elle n’est plus d’actualité",
    StatutDecision.REPORTEE: "Elle est reportée",
}


@dataclass(frozen=True, slots=True)
class FaitsPublics:
    """No reason, no note, no cost, no name of a person: the institution that answers for it, when there is one."""

    libelle: str
    jour: date
    statut: str
    instance: str
    echeance: date | None = None
    faite_le: date | None = None
    organisation: str = ""


def is_publiable(*, is_close: bool, is_ouverte: bool) -> bool:
    """A decision is announced once its séance is closed, and only those of a body that partners read."""
    return is_close and is_ouverte


def write_quoi(faits: FaitsPublics) -> str:
    """« Le 12 juin 2026 (Comité de pilotage), il a été décidé ceci : … »"""
    texte = faits.libelle.strip().rstrip(".")
    return (
        f"Le {date_longue(faits.jour)} ({faits.instance}), il a été décidé ceci\u00a0: {texte[:1].lower()}{texte[1:]}."
    )


def write_suite(faits: FaitsPublics) -> str:
    """Where it is and what comes next."""
    statut = StatutDecision(faits.statut)
    said = ETATS[statut]
    if statut is StatutDecision.FAITE and faits.faite_le is not None:
        return f"{said}, depuis le {date_longue(faits.faite_le)}."
    if statut in (StatutDecision.A_FAIRE, StatutDecision.EN_COURS):
        if faits.echeance is not None:
            said = f"{said}, avec une échéance au {date_longue(faits.echeance)}"
        if faits.organisation:
            said = f"{said}. Responsable\u00a0: {faits.organisation}"
    return f"{said}."


def write_avis(faits: FaitsPublics) -> str:
    return f"{write_quoi(faits)} {write_suite(faits)}"

"""Decisions: what a body settled, who does it, by when. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from convive.socle.enums import EnumLibelle

MAX_LIBELLE = 1_000
MAX_COUT_EUROS = 999_999_999


class TypeDecision(EnumLibelle):
    VALIDATION = "validation", "Validation"
    ARBITRAGE = "arbitrage", "Arbitrage"
    ORIENTATION = "orientation", "Orientation"
    DEMANDE = "demande", "Demande"
    REPORT = "report", "Report"


class ModeDecision(EnumLibelle):
    CONSENSUS = "consensus", "Par consensus"
    VOTE = "vote", "Par un vote"
    PRISE_ACTE = "prise_acte", "Prise d’acte"


class StatutDecision(EnumLibelle):
    A_FAIRE = "a_faire", "À faire"
    EN_COURS = "en_cours", "En cours"
    FAITE = "faite", "Faite"
    CADUQUE = "caduque", "N’a plus lieu d’être"
    REPORTEE = "reportee", "Reportée"


OUVERTES = frozenset({StatutDecision.A_FAIRE, StatutDecision.EN_COURS, StatutDecision.REPORTEE})
"""Something is still expected: they open the next agenda."""


CHAMPS_FIGES = frozenset({"libelle", "date", "mode", "voix_pour", "voix_contre", "voix_abstention"})
"""What was decided: once the minutes that hold it are closed, an erratum corrects it. Who does it and where it is go
on."""
FIGEE = "Le compte rendu est clos\u00a0: ce qui a été décidé ne se récrit plus, un erratum le corrige."
AU_COMPTE_RENDU = "Elle est notée au compte rendu d’une séance\u00a0: c’est cette séance qui l’a prise."


@dataclass(frozen=True, slots=True)
class FaitsDecision:
    """What a decision says, for what one asks of it."""

    libelle: str
    mode: str
    has_responsable: bool = False
    echeance: date | None = None
    voix: tuple[int | None, int | None, int | None] = (None, None, None)
    statut: str = StatutDecision.A_FAIRE
    motif: str = ""
    executee_le: date | None = None


def list_manques(faits: FaitsDecision) -> list[str]:
    """What a decision still lacks: advised while the séance lasts, required to close it. A « prise d’acte » asks for
    nobody."""
    if faits.mode == ModeDecision.PRISE_ACTE:
        return []
    manques = [] if faits.has_responsable else ["qui la porte"]
    if faits.echeance is None:
        manques.append("avant quelle date")
    if faits.mode == ModeDecision.VOTE and all(voix is None for voix in faits.voix):
        manques.append("le résultat du vote")
    return manques


def explain_decision(faits: FaitsDecision) -> dict[str, str]:
    """What cannot be kept, field by field."""
    errors: dict[str, str] = {}
    if not faits.libelle.strip():
        errors["libelle"] = "Écrivez ce qui a été décidé, en une phrase."
    if faits.mode != ModeDecision.VOTE and any(voix is not None for voix in faits.voix):
        errors["mode"] = "Il y a des voix\u00a0: choisissez «\u00a0par un vote\u00a0»."
    if faits.statut in (StatutDecision.CADUQUE, StatutDecision.REPORTEE) and not faits.motif:
        errors["motif"] = "Indiquez pourquoi\u00a0: ce sera relu avec la décision."
    if faits.executee_le is not None and faits.statut != StatutDecision.FAITE:
        errors["executee_le"] = "Elle n’est pas déclarée faite."
    return errors


def is_ouverte(statut: str) -> bool:
    return statut in OUVERTES


def is_en_retard(statut: str, echeance: date | None, today: date) -> bool:
    return is_ouverte(statut) and echeance is not None and echeance < today


def format_numero(annee: int, numero: int) -> str:
    """« 2026-014 »."""
    return f"{annee}-{numero:03}"


def format_voix(voix: Mapping[str, int | None]) -> str:
    """« 12 pour, 1 contre, 2 abstentions »; empty without any."""
    said = []
    for cle, un, plusieurs in (
        ("pour", "pour", "pour"),
        ("contre", "contre", "contre"),
        ("abstention", "abstention", "abstentions"),
    ):
        nombre = voix.get(cle)
        if nombre is not None:
            said.append(f"{nombre}\u00a0{un if nombre < 2 else plusieurs}")
    return ", ".join(said)

"""The registers of the quality of a training body: what a line says, when it waits for somebody. Pure Python.

The delays are usages that a body may hold, not rules: they say when a line asks for attention. They are dated settings
(`contenus/references.yaml`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Canal(StrEnum):
    PAGE = "page"
    COURRIEL = "courriel"
    TELEPHONE = "telephone"
    ORAL = "oral"
    COURRIER = "courrier"


class Origine(StrEnum):
    RECLAMATION = "reclamation"
    APPRECIATION = "appreciation"
    BILAN = "bilan"
    VEILLE = "veille"
    AUDIT = "audit"


class EtatAction(StrEnum):
    A_FAIRE = "a_faire"
    EN_COURS = "en_cours"
    FAITE = "faite"
    ABANDONNEE = "abandonnee"


class AxeVeille(StrEnum):
    """One for each indicator: 23, 24, 25."""

    REGLEMENTAIRE = "reglementaire"
    METIERS = "metiers"
    PEDAGOGIQUE = "pedagogique"


class StatutIntervenant(StrEnum):
    INTERNE = "interne"
    EXTERNE = "externe"


LIBELLES_CANAUX = {
    Canal.PAGE: "Sa page de formation",
    Canal.COURRIEL: "Courriel",
    Canal.TELEPHONE: "Téléphone",
    Canal.ORAL: "De vive voix",
    Canal.COURRIER: "Courrier",
}
LIBELLES_ORIGINES = {
    Origine.RECLAMATION: "Une réclamation",
    Origine.APPRECIATION: "Les appréciations",
    Origine.BILAN: "Le bilan d’une session",
    Origine.VEILLE: "La veille",
    Origine.AUDIT: "Un audit, une relecture",
}
LIBELLES_ACTIONS = {
    EtatAction.A_FAIRE: "À faire",
    EtatAction.EN_COURS: "En cours",
    EtatAction.FAITE: "Faite",
    EtatAction.ABANDONNEE: "Abandonnée",
}
LIBELLES_AXES = {
    AxeVeille.REGLEMENTAIRE: "Droit et règlements (indicateur 23)",
    AxeVeille.METIERS: "Métiers et emplois (indicateur 24)",
    AxeVeille.PEDAGOGIQUE: "Pédagogie et techniques (indicateur 25)",
}
LIBELLES_STATUTS = {
    StatutIntervenant.INTERNE: "De l’organisme",
    StatutIntervenant.EXTERNE: "De l’extérieur",
}
FINIES = frozenset({EtatAction.FAITE, EtatAction.ABANDONNEE})


@dataclass(frozen=True, slots=True)
class EtatLigne:
    """Where a line stands, in words; `is_attendu` when somebody has to do something, `is_retard` when it is late."""

    libelle: str
    is_attendu: bool = False
    is_retard: bool = False


@dataclass(frozen=True, slots=True)
class DelaisReclamation:
    """In days from the day it was received, as they were in force that day."""

    accuse: int
    reponse: int

    def get_fin(self, recue_le: date, accusee_le: date | None) -> date:
        """The last day of what is asked next: to acknowledge, then to answer."""
        return recue_le + timedelta(days=self.accuse if accusee_le is None else self.reponse)


def read_reclamation(
    recue_le: date, accusee_le: date | None, repondue_le: date | None, today: date, delais: DelaisReclamation
) -> EtatLigne:
    if repondue_le is not None:
        return EtatLigne("Répondue")
    fin = delais.get_fin(recue_le, accusee_le)
    return EtatLigne("À répondre" if accusee_le else "À accuser", is_attendu=True, is_retard=today > fin)


def read_action(etat: str, echeance: date | None, today: date) -> EtatLigne:
    libelle = LIBELLES_ACTIONS[EtatAction(etat)]
    if etat in FINIES:
        return EtatLigne(libelle)
    return EtatLigne(libelle, is_attendu=True, is_retard=echeance is not None and echeance < today)


def read_veille(exploitee_le: date | None) -> EtatLigne:
    return EtatLigne("Exploitée") if exploitee_le else EtatLigne("À exploiter", is_attendu=True)


def read_verification(verifie_le: date | None, today: date, jours: int) -> EtatLigne:
    if verifie_le is None:
        return EtatLigne("À vérifier", is_attendu=True)
    if is_ancienne(verifie_le, today, jours):
        return EtatLigne("À vérifier de nouveau", is_attendu=True, is_retard=True)
    return EtatLigne("À jour")


def is_ancienne(verifie_le: date, today: date, jours: int) -> bool:
    """Whether it was checked more than so many days ago."""
    return verifie_le < today - timedelta(days=jours)


def build_numero(annee: int, pris: Iterable[str]) -> str:
    """« R2026-04 »: the next of the year. A number is never given twice."""
    prefixe = f"R{annee}-"
    rangs = [int(numero.removeprefix(prefixe)) for numero in pris if numero.startswith(prefixe)]
    return f"{prefixe}{max(rangs, default=0) + 1:02d}"

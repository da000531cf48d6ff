"""The quality registers of an organisme: the state of a line, and when it needs attention. Pure Python.

The delays are usages that an organisme may adopt, not rules. They are dated settings (`contenus/references.yaml`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from convive.socle.enums import EnumLibelle


class Canal(EnumLibelle):
    PAGE = "page", "Sa page de formation"
    COURRIEL = "courriel", "E-mail"
    TELEPHONE = "telephone", "Téléphone"
    ORAL = "oral", "De vive voix"
    COURRIER = "courrier", "Courrier"


class Origine(EnumLibelle):
    RECLAMATION = "reclamation", "Une réclamation"
    APPRECIATION = "appreciation", "Les appréciations"
    BILAN = "bilan", "Le bilan d’une session"
    VEILLE = "veille", "La veille"
    AUDIT = "audit", "Un audit, une relecture"


class EtatAction(EnumLibelle):
    A_FAIRE = "a_faire", "À faire"
    EN_COURS = "en_cours", "En cours"
    FAITE = "faite", "Faite"
    ABANDONNEE = "abandonnee", "Abandonnée"


class AxeVeille(EnumLibelle):
    """One value per indicator: 23, 24, 25."""

    REGLEMENTAIRE = "reglementaire", "Droit et règlements (indicateur 23)"
    METIERS = "metiers", "Métiers et emplois (indicateur 24)"
    PEDAGOGIQUE = "pedagogique", "Pédagogie et techniques (indicateur 25)"


class StatutIntervenant(EnumLibelle):
    INTERNE = "interne", "De l’organisme"
    EXTERNE = "externe", "De l’extérieur"


FINIES = frozenset({EtatAction.FAITE, EtatAction.ABANDONNEE})


@dataclass(frozen=True, slots=True)
class EtatLigne:
    """The state of a line, in words; `is_attendu` if somebody has to do something, `is_retard` if it is late."""

    libelle: str
    is_attendu: bool = False
    is_retard: bool = False


@dataclass(frozen=True, slots=True)
class DelaisReclamation:
    """The delays, in days after reception, that were in force on the day it was received."""

    accuse: int
    reponse: int

    def get_fin(self, recue_le: date, accusee_le: date | None) -> date:
        """The deadline of the next step: to acknowledge, then to answer."""
        return recue_le + timedelta(days=self.accuse if accusee_le is None else self.reponse)


def read_reclamation(
    recue_le: date, accusee_le: date | None, repondue_le: date | None, today: date, delais: DelaisReclamation
) -> EtatLigne:
    if repondue_le is not None:
        return EtatLigne("Répondue")
    fin = delais.get_fin(recue_le, accusee_le)
    return EtatLigne("À répondre" if accusee_le else "À accuser", is_attendu=True, is_retard=today > fin)


def read_action(etat: str, echeance: date | None, today: date) -> EtatLigne:
    libelle = EtatAction(etat).libelle
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
    """Whether it was checked more than `jours` days ago."""
    return verifie_le < today - timedelta(days=jours)


def build_numero(annee: int, pris: Iterable[str]) -> str:
    """« R2026-04 »: the next number of the year. A number is never reused."""
    prefixe = f"R{annee}-"
    rangs = [int(numero.removeprefix(prefixe)) for numero in pris if numero.startswith(prefixe)]
    return f"{prefixe}{max(rangs, default=0) + 1:02d}"

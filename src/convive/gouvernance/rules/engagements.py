"""What each organisation said it would do, and where that is: neutral words, for all of them alike. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from convive.gouvernance.rules.decisions import StatutDecision
from convive.gouvernance.rules.instances import DOMAINE
from convive.socle.enums import EnumLibelle
from convive.socle.formats import euros

DROIT_LIRE_ENGAGEMENTS = (DOMAINE, "Les engagements de chacun", "lire")
DROIT_DIRE_ENGAGEMENTS = (DOMAINE, "Les engagements de chacun", "indiquer l’avancement du sien")
MAX_PHRASE = 300


class EtatEngagement(EnumLibelle):
    TENU = "tenu", "Tenu"
    EN_COURS = "en_cours", "En cours"
    PAS_ENCORE = "pas_encore", "Pas encore"
    SANS_OBJET = "sans_objet", "N’a plus lieu d’être"


NON_DIT = "à préciser"


class OrigineEngagement(EnumLibelle):
    """Where a commitment was written; the value is the key of its object in the registry."""

    FICHE = "fiche_action", "Action du plan"
    DECISION = "decision", "Décision"


ETATS_DECISIONS = {
    StatutDecision.FAITE.value: EtatEngagement.TENU.value,
    StatutDecision.EN_COURS.value: EtatEngagement.EN_COURS.value,
    StatutDecision.CADUQUE.value: EtatEngagement.SANS_OBJET.value,
}
"""What the follow-up of a decision already says of the commitment of whoever carries it."""
PORTER = "Porter l’action"


@dataclass(frozen=True, slots=True)
class CompteEngagements:
    """How many commitments are in each state; `non_dits` those of which nobody said anything."""

    tenus: int = 0
    en_cours: int = 0
    pas_encore: int = 0
    sans_objet: int = 0
    non_dits: int = 0

    @property
    def total(self) -> int:
        return self.tenus + self.en_cours + self.pas_encore + self.sans_objet + self.non_dits


def count_etats(etats: Iterable[str]) -> CompteEngagements:
    """An empty state is one of which nothing was said."""
    said = list(etats)
    return CompteEngagements(
        said.count(EtatEngagement.TENU),
        said.count(EtatEngagement.EN_COURS),
        said.count(EtatEngagement.PAS_ENCORE),
        said.count(EtatEngagement.SANS_OBJET),
        said.count(""),
    )


def explain_compte(compte: CompteEngagements) -> str:
    """« 4 engagements : 1 tenu, 2 en cours, 1 à préciser »: what is, without praise nor blame."""
    parts = [
        f"{nombre}\u00a0{mot}"
        for nombre, mot in (
            (compte.tenus, "tenu" if compte.tenus < 2 else "tenus"),
            (compte.en_cours, "en cours"),
            (compte.pas_encore, "pas encore"),
            (compte.sans_objet, "n’a plus lieu d’être" if compte.sans_objet < 2 else "n’ont plus lieu d’être"),
            (compte.non_dits, "à préciser"),
        )
        if nombre
    ]
    if not parts:
        return "Aucun engagement noté."
    return f"{compte.total}\u00a0engagement{'s' if compte.total > 1 else ''}\u00a0: {', '.join(parts)}."


def explain_suivi(etat: str, phrase: str) -> dict[str, str]:
    """What is wrong, field by field. What is no longer expected says why: others counted on it."""
    errors: dict[str, str] = {}
    if etat not in EtatEngagement:
        errors["etat"] = "Choisissez où en est cet engagement."
    if not phrase.strip():
        errors["phrase"] = "Une phrase suffit\u00a0: ce qui a été fait, ou ce qui l’attend."
    return errors


def write_financement(montant: float) -> str:
    """« Financer 12 000 € » : what is confirmed, and nothing that is hoped for."""
    return f"Financer {euros(montant)}"

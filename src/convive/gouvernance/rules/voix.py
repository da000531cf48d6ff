"""What members are asked of a decision between two séances: what each may say, and what it comes to. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from convive.gouvernance.rules.decisions import ModeDecision
from convive.gouvernance.rules.instances import DOMAINE
from convive.socle.enums import EnumLibelle
from convive.socle.formats import liste_fr, nombre_accorde

CLE_DECISION, DONNER_SA_VOIX = "decision", "donner_sa_voix"
DROIT_VOIX = (DOMAINE, "Les décisions d’une instance où l’on siège", "donner sa voix")
MAX_PHRASE_VOIX = 500
CONSULTABLES = (ModeDecision.CONSENSUS, ModeDecision.VOTE)
"""One takes note without asking anyone."""


class SensVoix(EnumLibelle):
    POUR = "pour", "Pour"
    CONTRE = "contre", "Contre"
    ABSTENTION = "abstention", "Abstention"


LIBELLES_ACCORDS = {
    SensVoix.POUR: "D’accord",
    SensVoix.CONTRE: "Objection",
    SensVoix.ABSTENTION: "Je laisse les autres décider",
}
"""What is asked when people decide together: an objection has its reason, and is lifted or brought to a séance."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """`fin` is the last day to answer; once closed, nobody answers any more."""

    fin: date | None = None
    close_le: date | None = None

    def is_ouverte(self, today: date) -> bool:
        return self.fin is not None and self.close_le is None and today <= self.fin


def get_libelles(mode: str) -> Mapping[SensVoix, str]:
    return {sens: sens.libelle for sens in SensVoix} if mode == ModeDecision.VOTE else LIBELLES_ACCORDS


def explain_voix(sens: str, phrase: str) -> dict[str, str]:
    """What is missing of a voice, by field."""
    if sens not in SensVoix:
        return {"sens": "Choisissez l’une des trois réponses."}
    if sens == SensVoix.CONTRE and not phrase.strip():
        return {"phrase": "Indiquez pourquoi, en une phrase\u00a0: c’est elle que l’on discutera."}
    return {}


def explain_resultat(sens: Iterable[str], attendus: int, mode: str) -> str:
    """« 3 d’accord, 1 objection, sur 5 voix attendues. »"""
    counts = Counter(sens)
    mots = {
        SensVoix.POUR: ("pour", "pour") if mode == ModeDecision.VOTE else ("d’accord", "d’accord"),
        SensVoix.CONTRE: ("contre", "contre") if mode == ModeDecision.VOTE else ("objection", "objections"),
        SensVoix.ABSTENTION: ("abstention", "abstentions"),
    }
    said = [nombre_accorde(counts[cle], *mots[cle]) for cle in SensVoix if counts[cle]]
    debut = liste_fr(said) if said else "Aucune réponse"
    return f"{debut}, sur {nombre_accorde(attendus, 'voix attendue', 'voix attendues')}."


def explain_issue(sens: Iterable[str], requis: int, mode: str) -> str:
    """What the rules of the body make of it: the quorum when it has one, then the vote, or the agreement of all."""
    counts = Counter(sens)
    total = counts.total()
    phrases = []
    if requis:
        atteint = "atteint" if total >= requis else "pas atteint"
        phrases.append(f"Quorum de {nombre_accorde(requis, 'voix', 'voix')}\u00a0: {atteint}.")
    if not total or total < requis:
        return " ".join(phrases)
    pour, contre = counts[SensVoix.POUR], counts[SensVoix.CONTRE]
    if mode == ModeDecision.VOTE:
        egalite = "Autant de pour que de contre\u00a0: votre règlement dit qui départage."
        phrases.append(
            egalite
            if pour == contre
            else f"Plus de voix {'pour' if pour > contre else 'contre'}, sans compter les abstentions."
        )
    elif contre:
        phrases.append("Pas d’accord de tous tant qu’une objection n’est pas levée.")
    else:
        phrases.append("Personne ne s’y oppose.")
    return " ".join(phrases)

"""What a session is worth to those who followed it, added up: numerators, then denominators. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from convive.formation.rules.bilan_session import MIN_TAUX
from convive.formation.rules.questionnaires import SEUIL_PERSONNES, Questionnaire, Reponses, summarize
from convive.socle.formats import pourcentage


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """`favorables` of `avis`: answers « plutôt oui » or « tout à fait » to the questions with a scale, of everybody
    together. `repondants` of `attendus` people. Both are 0 under three respondents: a sum would say who said what."""

    repondants: int
    attendus: int
    favorables: int = 0
    avis: int = 0

    @property
    def is_secrete(self) -> bool:
        return 0 < self.repondants < SEUIL_PERSONNES

    @property
    def taux(self) -> str:
        """« 93 % »; empty under five people, of whom a rate says little."""
        return pourcentage(100 * self.favorables / self.avis, 0) if self.avis and self.repondants >= MIN_TAUX else ""

    @property
    def taux_reponse(self) -> str:
        return pourcentage(100 * self.repondants / self.attendus, 0) if self.attendus >= MIN_TAUX else ""

    @property
    def phrase(self) -> str:
        """As a proof says it."""
        reponses = f"{self.repondants} réponses sur {self.attendus}"
        if not self.avis:
            return f"Avis à chaud : {reponses}{', secret sous trois' if self.is_secrete else ''}."
        part = f", soit {self.taux}" if self.taux else ""
        return f"Avis favorables à chaud : {self.favorables} sur {self.avis}{part} ({reponses})."


def compute_satisfaction(questionnaire: Questionnaire, reponses: Sequence[Reponses], attendus: int) -> Satisfaction:
    """`reponses` of those who finished. A question that fewer than three answered is left out."""
    repondants = len(reponses)
    if repondants < SEUIL_PERSONNES:
        return Satisfaction(repondants, max(attendus, repondants))
    lues = [lue for lue in summarize(questionnaire, reponses) if lue.question.type == "echelle" and not lue.is_secret]
    favorables = sum(lue.positives or 0 for lue in lues)
    return Satisfaction(repondants, max(attendus, repondants), favorables, sum(lue.total for lue in lues))


def add_satisfactions(satisfactions: Iterable[Satisfaction]) -> Satisfaction:
    """Those that are told: a secret one would be found again by a subtraction."""
    rows = [row for row in satisfactions if not row.is_secrete]
    return Satisfaction(
        sum(row.repondants for row in rows),
        sum(row.attendus for row in rows),
        sum(row.favorables for row in rows),
        sum(row.avis for row in rows),
    )

"""The satisfaction of the people trained: numerators and denominators are added separately. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from convive.formation.rules.bilan_session import MIN_TAUX
from convive.formation.rules.questionnaires import SEUIL_PERSONNES, Questionnaire, Reponses, summarize
from convive.socle.formats import pourcentage


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """`favorables` out of `avis`: answers « plutôt oui » or « tout à fait » to all questions with a scale, of everybody
    together. `repondants` out of `attendus` people. `favorables` and `avis` are 0 for fewer than three respondents,
    since a sum would reveal individual answers."""

    repondants: int
    attendus: int
    favorables: int = 0
    avis: int = 0

    @property
    def is_secrete(self) -> bool:
        return 0 < self.repondants < SEUIL_PERSONNES

    @property
    def taux(self) -> str:
        """« 93 % »; empty for fewer than five people, for whom a rate means little."""
        return pourcentage(100 * self.favorables / self.avis, 0) if self.avis and self.repondants >= MIN_TAUX else ""

    @property
    def taux_reponse(self) -> str:
        return pourcentage(100 * self.repondants / self.attendus, 0) if self.attendus >= MIN_TAUX else ""

    @property
    def phrase(self) -> str:
        """The sentence used in a proof."""
        reponses = f"{self.repondants} réponses sur {self.attendus}"
        if not self.avis:
            return f"Avis à chaud : {reponses}{', secret sous trois' if self.is_secrete else ''}."
        part = f", soit {self.taux}" if self.taux else ""
        return f"Avis favorables à chaud : {self.favorables} sur {self.avis}{part} ({reponses})."


def compute_satisfaction(questionnaire: Questionnaire, reponses: Sequence[Reponses], attendus: int) -> Satisfaction:
    """The satisfaction from the `reponses` of those who finished, without questions that fewer than three answered."""
    repondants = len(reponses)
    if repondants < SEUIL_PERSONNES:
        return Satisfaction(repondants, max(attendus, repondants))
    lues = [lue for lue in summarize(questionnaire, reponses) if lue.question.type == "echelle" and not lue.is_secret]
    favorables = sum(lue.positives or 0 for lue in lues)
    return Satisfaction(repondants, max(attendus, repondants), favorables, sum(lue.total for lue in lues))


def add_satisfactions(satisfactions: Iterable[Satisfaction]) -> Satisfaction:
    """The sum of those that are shown. Secret ones are left out, since subtraction would reveal them."""
    rows = [row for row in satisfactions if not row.is_secrete]
    return Satisfaction(
        sum(row.repondants for row in rows),
        sum(row.attendus for row in rows),
        sum(row.favorables for row in rows),
        sum(row.avis for row in rows),
    )

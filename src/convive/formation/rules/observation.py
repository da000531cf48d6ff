"""What a trainer saw a stagiaire do, objective by objective, and what it lets one write of it. Pure Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convive.formation.rules.questionnaires import ResultatObjectif
from convive.socle.enums import EnumLibelle
from convive.socle.formats import nombre_accorde

MAX_MOT = 240


class NiveauObserve(EnumLibelle):
    PAS_ENCORE = "pas_encore", "Pas encore"
    AVEC_AIDE = "avec_aide", "Avec aide"
    SEUL = "seul", "Seul·e"


PHRASES = {
    NiveauObserve.PAS_ENCORE: "pas encore réalisé",
    NiveauObserve.AVEC_AIDE: "réalisé avec aide",
    NiveauObserve.SEUL: "réalisé en autonomie",
}
"""In the words of a document."""
ACQUIS, EN_COURS, NON_EVALUE = "acquis", "en cours d’acquisition", "non évalué"


@dataclass(frozen=True, slots=True)
class Case:
    """What is noted of one person for one objective; both are empty when nothing is."""

    niveau: str = ""
    mot: str = ""

    @property
    def is_vide(self) -> bool:
        return not self.niveau and not self.mot


@dataclass(frozen=True, slots=True)
class ObjectifEvalue:
    """An objective as the end-of-training assessment says it: `etat`, and how it was measured."""

    objectif: str
    etat: str
    mesure: str


def evaluate(
    objectifs: Sequence[tuple[str, str]], niveaux: Mapping[str, str], tests: Mapping[str, ResultatObjectif]
) -> list[ObjectifEvalue]:
    """Each objective (key, title). The observation decides: an objective is a thing that one does, which a test alone
    does not show. Empty if nobody was observed doing anything: a test alone gives no assessment."""
    if not any(niveaux.get(cle) for cle, _ in objectifs):
        return []
    return [_evaluate(titre, niveaux.get(cle, ""), tests.get(cle)) for cle, titre in objectifs]


def _evaluate(titre: str, niveau: str, test: ResultatObjectif | None) -> ObjectifEvalue:
    mesures = []
    if niveau:
        mesures.append(f"observation pendant la formation\u00a0: {PHRASES[NiveauObserve(niveau)]}")
    if test is not None:
        justes = nombre_accorde(test.justes, "bonne réponse", "bonnes réponses").replace("\u00a0", " ")
        mesures.append(f"test de fin\u00a0: {justes} sur {test.total}")
    etat = ACQUIS if niveau == NiveauObserve.SEUL else EN_COURS if niveau else NON_EVALUE
    return ObjectifEvalue(titre, etat, "\u202f; ".join(mesures))

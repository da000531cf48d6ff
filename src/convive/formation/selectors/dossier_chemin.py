"""The personal part of a stagiaire's dossier: her grids, test, opinion and documents. Only she can read it."""

from dataclasses import dataclass

from convive.formation.models import DocumentFormation, Inscription
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.questionnaires import ResultatTest, say_reponse
from convive.formation.selectors.document import list_documents_stagiaire
from convive.formation.selectors.enquetes import list_questionnaires_stagiaire
from convive.formation.selectors.positionnements import PositionnementsLus, read_positionnements
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.formation.selectors.test_fin import correct


@dataclass(frozen=True, slots=True)
class CheminDossier:
    """What is not finished is None or empty. `avis` are questions with her answers, in words."""

    positionnements: PositionnementsLus | None
    test: ResultatTest | None
    avis: tuple[tuple[str, str], ...]
    documents: tuple[DocumentFormation, ...]


def read_chemin(inscription: Inscription) -> CheminDossier:
    """Read it, in two queries."""
    siens, connus = list_questionnaires_stagiaire(inscription), get_questionnaires()
    test, avis = siens.get(Enquete.TEST_FIN), siens.get(Enquete.A_CHAUD)
    return CheminDossier(
        read_positionnements(siens),
        correct(test) if test and test.is_termine else None,
        tuple(
            (question.texte, dite)
            for question in connus[Enquete.A_CHAUD].questions
            if (dite := say_reponse(question, avis.reponses.get(question.cle)))
        )
        if avis and avis.is_termine
        else (),
        tuple(list_documents_stagiaire(inscription)),
    )

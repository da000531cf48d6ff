"""Choose what the end test of a session asks, until somebody has begun it."""

from collections.abc import Sequence

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.formation.actions.verrou import lock_session, refuse_fermee
from convive.formation.models import SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.banque import explain_composition
from convive.formation.selectors.test_fin import get_banque_session, has_commence
from convive.journal.models import Geste

COMMENCE = "Quelqu’un a commencé le test\u00a0: tout le groupe garde les mêmes questions."


@transaction.atomic
def update_test(*, by: Compte, session: SessionFormation, questions: Sequence[str]) -> None:
    """Set the questions of a session, keys of the bank. Raise FormationRefusee for a test that lacks an objective, or
    that somebody has begun, since results are added up question by question."""
    current = lock_session(session)
    refuse_fermee(current)
    if has_commence(current):
        raise FormationRefusee(COMMENCE)
    if refus := explain_composition(get_banque_session(current), questions):
        raise FormationRefusee(refus)
    if current.test_questions == list(questions):
        return
    current.test_questions = list(questions)
    current.version += 1
    current.save()
    record(by, Geste.MODIFIER, current, current.espace, test=len(questions))

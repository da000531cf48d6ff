"""What is said of a decision as it goes: dated notes, written once."""

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.verrou import lock_decision
from convive.gouvernance.models import Decision, SuiviDecision
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE
from convive.journal.models import Geste


@transaction.atomic
def create_suivi_decision(*, by: Compte, decision: Decision, texte: str) -> SuiviDecision:
    """The same words sent twice the same day make one note: someone clicked twice."""
    current, today = lock_decision(decision), timezone.localdate()
    present = SuiviDecision.objects.filter(decision=current, auteur=by, date=today, texte=texte).first()
    if present is not None:
        return present
    note = SuiviDecision.objects.create(
        decision=current, date=today, texte=texte, auteur=by, auteur_libelle=str(by)[:MAX_NOM_PERSONNE]
    )
    record(by, Geste.COMMENTER, current, current.espace)
    return note

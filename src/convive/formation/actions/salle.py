"""The wall of a room: add a question, tick it, remove it. Doing any of these twice has no further effect."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from convive.espaces.permissions import refuse_espace_expire
from convive.formation.models import QuestionMur, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.salle import MAX_QUESTION, MAX_QUESTIONS

PLEIN = f"Le mur a déjà {MAX_QUESTIONS} questions\u00a0: répondez à quelques-unes d’abord."


@transaction.atomic
def create_question_mur(*, session: SessionFormation, texte: str) -> QuestionMur:
    """Put a question on the wall; the same words twice are one question. Nobody's name is kept. Raise EspaceExpire,
    FormationRefusee."""
    refuse_espace_expire(session.espace)
    texte = " ".join(texte.split())
    if not texte:
        raise FormationRefusee("Écrivez votre question.")
    if len(texte) > MAX_QUESTION:
        raise FormationRefusee(f"Une question tient en {MAX_QUESTION} signes\u00a0: raccourcissez-la.")
    SessionFormation.objects.select_for_update().get(pk=session.pk)
    rows = QuestionMur.objects.filter(session=session)
    former = rows.filter(texte=texte).first()
    if former is None and rows.count() >= MAX_QUESTIONS:
        raise FormationRefusee(PLEIN)
    return former or QuestionMur.objects.create(session=session, texte=texte)


def update_question_mur(*, session: SessionFormation, uuid: UUID, repondue_le: datetime | None) -> None:
    """Tick a question as answered, or take the tick away."""
    refuse_espace_expire(session.espace)
    QuestionMur.objects.filter(session=session, pk=uuid).update(repondue_le=repondue_le)


def delete_question_mur(*, session: SessionFormation, uuid: UUID) -> None:
    """Remove a question, for one that names somebody or came by mistake."""
    refuse_espace_expire(session.espace)
    QuestionMur.objects.filter(session=session, pk=uuid).delete()

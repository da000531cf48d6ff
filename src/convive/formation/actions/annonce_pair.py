"""Tell the author of a question that someone replied: recorded first, sent later, only once."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from convive.espaces.actions.courriel import send_courriel
from convive.espaces.actions.trace import record
from convive.formation.models import ReponsePair
from convive.formation.selectors.pairs import get_url_auteur, list_annonces
from convive.journal.models import Geste


@task()
def send_annonce_tache(reponse_uuid: str) -> None:
    """Send the message from the worker, after the response to the browser."""
    for reponse in list_annonces(UUID(reponse_uuid)):
        _send(reponse, timezone.now())


def send_annonces(now: datetime) -> tuple[int, int]:
    """Send the pending messages; return how many were sent and how many still wait. It stops at the first failure,
    which means that the server is down."""
    sent = 0
    for reponse in list_annonces():
        if not _send(reponse, now):
            break
        sent += 1
    return sent, len(list_annonces())


def _send(reponse: ReponsePair, now: datetime) -> bool:
    """Send one message; of two concurrent processes, only one sends it."""
    rows = ReponsePair.objects.filter(pk=reponse.pk)
    if not rows.filter(est_a_annoncer=True).update(est_a_annoncer=False):
        return True
    auteur = reponse.question.auteur
    if auteur is None:  # She left a moment ago.
        return True
    personne = auteur.inscription or auteur.compte
    contexte = {"question": reponse.question, "url": f"{settings.URL_PUBLIQUE}{get_url_auteur(reponse.question)}"}
    contexte |= {"is_stagiaire": auteur.inscription_id is not None, "organisme": auteur.espace}
    adresse = [personne.email] if personne else []
    if not send_courriel("Une réponse à votre question", "formation/_courriel_reponse_pair.txt", contexte, adresse):
        rows.update(est_a_annoncer=True)
        return False
    _note(reponse, now)
    return True


@transaction.atomic
def _note(reponse: ReponsePair, now: datetime) -> None:
    ReponsePair.objects.filter(pk=reponse.pk).update(annoncee_le=now, updated_at=now)
    record(None, Geste.NOTIFIER, reponse, reponse.question.espace)

"""Delete old requests for training and old sessions, once their retention period is over."""

from datetime import datetime

from django.db import transaction

from convive.documents.fichiers import delete_fichier_on_commit
from convive.formation.models import DemandeFormation, FeuilleEmargement, SessionFormation


def delete_demandes_anciennes(limite: datetime) -> int:
    """Delete requests received before this moment, whatever their outcome. Return how many."""
    return DemandeFormation.objects.filter(created_at__lt=limite).delete()[0]


@transaction.atomic
def delete_sessions_anciennes(limite: datetime) -> int:
    """Delete sessions that ended before this moment, with their inscriptions, signatures, answers and documents. Return
    how many."""
    rows = SessionFormation.objects.filter(date_fin__lt=limite.date())
    count = rows.count()
    for nom in FeuilleEmargement.objects.filter(demi_journee__session__in=rows).exclude(scan="").values_list("scan"):
        delete_fichier_on_commit(nom[0])
    rows.delete()
    return count

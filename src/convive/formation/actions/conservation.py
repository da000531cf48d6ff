"""Forget who asked for a training long ago, and who came to one: it is of no use any more."""

from datetime import datetime

from django.db import transaction

from convive.documents.fichiers import delete_fichier_on_commit
from convive.formation.models import DemandeFormation, FeuilleEmargement, SessionFormation


def delete_demandes_anciennes(limite: datetime) -> int:
    """Requests received before this moment, whatever became of them; how many there were."""
    return DemandeFormation.objects.filter(created_at__lt=limite).delete()[0]


@transaction.atomic
def delete_sessions_anciennes(limite: datetime) -> int:
    """Ended before this moment, with who came, what was signed, answered and issued; how many there were."""
    rows = SessionFormation.objects.filter(date_fin__lt=limite.date())
    count = rows.count()
    for nom in FeuilleEmargement.objects.filter(demi_journee__session__in=rows).exclude(scan="").values_list("scan"):
        delete_fichier_on_commit(nom[0])
    rows.delete()
    return count

"""Forget what a person learnt long ago, and who came to a training: it is of no use any more."""

from datetime import datetime

from django.db import transaction

from convive.documents.fichiers import delete_fichier_on_commit
from convive.formation.models import (
    AutoEvaluation,
    DemandeFormation,
    FeuilleEmargement,
    PrisePoste,
    SessionFormation,
)


def delete_prises_anciennes(limite: datetime) -> int:
    """Paths begun, and self-assessments finished or left as a draft, before this moment; how many there were."""
    prises = PrisePoste.objects.filter(date_debut__lt=limite.date())
    evaluations = AutoEvaluation.objects.filter(date__lt=limite.date())
    count = prises.count() + evaluations.count()
    prises.delete()
    evaluations.delete()
    return count


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

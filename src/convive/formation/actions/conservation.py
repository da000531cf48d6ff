"""Forget what a person learnt long ago: it was hers, and it is of no use any more."""

from datetime import datetime

from convive.formation.models import AutoEvaluation, DemandeFormation, PrisePoste


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

"""Forget how a person learnt her post long ago: it is of no use any more."""

from datetime import datetime

from convive.prise_poste.models import AutoEvaluation, PrisePoste


def delete_prises_anciennes(limite: datetime) -> int:
    """Paths begun, and self-assessments finished or left as a draft, before this moment; how many there were."""
    prises = PrisePoste.objects.filter(date_debut__lt=limite.date())
    evaluations = AutoEvaluation.objects.filter(date__lt=limite.date())
    count = prises.count() + evaluations.count()
    prises.delete()
    evaluations.delete()
    return count

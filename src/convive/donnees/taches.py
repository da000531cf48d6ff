"""Background tasks of the data plane, run by a worker, never by a page."""

from django.conf import settings
from django.core.management.base import CommandError
from django.tasks import task
from django.utils import timezone

from convive.donnees import actions


@task()
def fetch_en_fond(sources: list[str]) -> dict[str, str]:
    """Download, then build. Return file name → what changed."""
    depot = settings.DEPOT_DIR
    if depot is None:
        raise CommandError("Aucun dépôt : donnez un dossier dans CONVIVE_DEPOT.")
    bilans = actions.fetch_donnees(
        depot_dir=depot, sources=sources, today=timezone.localdate(), miroir=settings.MIROIR_SOURCES
    )
    actions.build_donnees(donnees_dir=settings.DONNEES_DIR, depot_dir=depot)
    return {bilan.fichier: bilan.phrase for bilan in bilans}

"""Chapters of a diagnosis, for the tests."""

from convive.diagnostic.models import Chapitre, Diagnostic


def get_chapitre(diagnostic: Diagnostic, cle: str = "population", thematique: str = "") -> Chapitre:
    """A chapter by its key; one of the thématiques by its name."""
    rows = Chapitre.objects.filter(diagnostic=diagnostic, cle=cle).select_related("diagnostic", "thematique")
    return rows.get(thematique__nom=thematique) if thematique else rows.get()

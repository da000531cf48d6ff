"""Read the models of an espace."""

from convive.documents.models import ModeleDocument
from convive.espaces.models import Espace


def list_modeles(espace: Espace) -> list[ModeleDocument]:
    """Every model ever given, the latest first inside a format; one query."""
    return list(ModeleDocument.objects.filter(espace=espace).select_related("created_by"))

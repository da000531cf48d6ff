"""What the views of a périmètre share: finding it, or saying what it could have been."""

from django.http import Http404

from convive.socle.formats import liste_fr
from convive.territoires.rules import PerimetreInconnu, PerimetreResolu
from convive.territoires.selectors import get_perimetre


def get_perimetre_or_404(reference: str) -> PerimetreResolu:
    """Raise Http404 with a sentence for the visitor when no périmètre has this reference."""
    try:
        return get_perimetre(reference)
    except PerimetreInconnu as error:
        ways_out = liste_fr([f"{suggestion.nom} ({suggestion.reference})" for suggestion in error.suggestions], "ou")
        raise Http404(f"{error} Vouliez-vous dire {ways_out} ?" if ways_out else str(error)) from error

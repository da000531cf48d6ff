"""What the views of a périmètre share: finding it, or saying what it could have been."""

from django.http import Http404
from django.utils import timezone

from convive.diagnostic.rules.portrait import Portrait
from convive.diagnostic.selectors.portrait import get_portrait
from convive.territoires.rules import PerimetreInconnu, PerimetreResolu
from convive.territoires.selectors import get_perimetre


def get_perimetre_or_404(reference: str) -> PerimetreResolu:
    """Raise Http404 with a sentence for the visitor when no périmètre has this reference."""
    try:
        return get_perimetre(reference)
    except PerimetreInconnu as error:
        raise Http404(f"Aucun territoire ne porte le code « {reference} ».") from error


def get_portrait_du_jour(perimetre: PerimetreResolu) -> Portrait:
    return get_portrait(perimetre, timezone.localdate())

"""What the pages of a new post share: whose path, whose self-assessment."""

from uuid import UUID

from django.http import Http404

from convive.espaces.models import Membre
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.selectors.competences import EvaluationLue, get_evaluation
from convive.prise_poste.selectors.parcours import get_prise, get_prise_lue

AUTRE = "Cette page n’est pas ici, ou la personne ne la partage pas avec vous."


def get_prise_or_404(membre: Membre) -> PrisePoste:
    """One’s own."""
    prise = get_prise(membre)
    if prise is None:
        raise Http404("Votre parcours n’est pas commencé dans cet espace.")
    return prise


def get_prise_lue_or_404(membre: Membre, uuid: UUID) -> PrisePoste:
    prise = get_prise_lue(membre, uuid)
    if prise is None:
        raise Http404(AUTRE)
    return prise


def get_evaluation_or_404(membre: Membre, uuid: UUID, *, is_sienne: bool = False) -> EvaluationLue:
    """`is_sienne`: the page of those who write it; what another shares is read elsewhere."""
    lue = get_evaluation(membre, uuid)
    if lue is None or (is_sienne and lue.evaluation.compte_id != membre.compte_id):
        raise Http404(AUTRE)
    return lue

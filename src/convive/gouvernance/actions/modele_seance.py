"""Start a séance from another one, or an agenda from what is usual. The journal is written."""

from collections.abc import Iterable

from django.db import transaction

from convive.comptes.models import Compte
from convive.gouvernance.actions.point import SaisiePoint, create_point
from convive.gouvernance.actions.seance import SaisieSeance, create_seance
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import PointOrdreDuJour, Seance
from convive.gouvernance.selectors.ordres_du_jour import list_points_repris, list_points_usuels


@transaction.atomic
def create_seance_comme(*, by: Compte, modele: Seance, saisie: SaisieSeance) -> Seance:
    """A draft of the same body, with the points that come back at each séance. Raise GouvernanceRefusee."""
    seance = create_seance(by=by, instance=modele.instance, saisie=saisie)
    saisies = [
        SaisiePoint(row.titre, row.nature, row.duree_minutes, row.rapporteur, row.rapporteur_texte)
        for row in list_points_repris(modele)
    ]
    _add_points(by, seance, saisies)
    return seance


@transaction.atomic
def create_points_usuels(*, by: Compte, seance: Seance) -> list[PointOrdreDuJour]:
    """The usual points of this kind of body, at the end of the agenda; one that is there already is not doubled."""
    current = lock_seance(seance)
    usuels = list_points_usuels(current.instance.type)
    return _add_points(by, current, [SaisiePoint(row.titre, row.nature, row.duree_minutes) for row in usuels])


def _add_points(by: Compte, seance: Seance, saisies: Iterable[SaisiePoint]) -> list[PointOrdreDuJour]:
    known = set(PointOrdreDuJour.objects.filter(seance=seance).values_list("titre", flat=True))
    return [
        create_point(by=by, instance=seance.instance, seance=seance, saisie=saisie)
        for saisie in saisies
        if saisie.titre not in known
    ]

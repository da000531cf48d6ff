"""Start a séance from another one, or an agenda from what is usual. The journal is written."""

from collections.abc import Iterable

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.point import SaisiePoint, create_point
from convive.gouvernance.actions.seance import SaisieSeance, create_seance
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import OrdreDuJourUsuel, PointOrdreDuJour, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import PointUsuel, compute_minutage, dump_points, fit_points
from convive.gouvernance.selectors.ordres_du_jour import list_points_repris, list_points_usuels
from convive.journal.models import Geste

RIEN_A_GARDER = (
    "Rien n’est à garder\u00a0: chaque point parle d’une action ou d’une décision, et sera proposé de nouveau."
)


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
def create_points_usuels(*, by: Compte, seance: Seance) -> tuple[list[PointOrdreDuJour], list[PointUsuel]]:
    """The usual points of this kind of body, at the end of the agenda, shortened to the time that is left, and those
    that do not fit; one that is there already is not doubled."""
    current = lock_seance(seance)
    pris = dict(PointOrdreDuJour.objects.filter(seance=current).values_list("titre", "duree_minutes"))
    usuels = [row for row in list_points_usuels(current.instance) if row.titre not in pris]
    prevu = compute_minutage((), current.heure_debut, current.heure_fin).prevu_minutes
    reste = (current.instance.duree_minutes if prevu is None else prevu) - sum(pris.values())
    kept, left_out = fit_points(usuels, reste)
    made = _add_points(by, current, [SaisiePoint(row.titre, row.nature, row.duree_minutes) for row in kept])
    return made, left_out


@transaction.atomic
def record_ordre_usuel(*, by: Compte, seance: Seance) -> OrdreDuJourUsuel:
    """Keep the points of this séance that come back, for every body of this kind in the espace. The same again changes
    nothing. Raise GouvernanceRefusee when none does."""
    current = lock_seance(seance)
    instance = current.instance
    points = dump_points(PointUsuel(row.titre, row.nature, row.duree_minutes) for row in list_points_repris(current))
    if not points:
        raise GouvernanceRefusee(RIEN_A_GARDER)
    usuel, is_new = OrdreDuJourUsuel.objects.select_for_update().get_or_create(
        espace=current.espace, type=instance.type, defaults={"points": points}
    )
    if is_new or usuel.points != points:
        usuel.points = points
        usuel.save()
        record(by, Geste.MODIFIER, instance, current.espace, ordre_du_jour_usuel=len(points), type=instance.type)
    return usuel


@transaction.atomic
def delete_ordre_usuel(*, by: Compte, seance: Seance) -> None:
    """Back to the agenda that Convive brings for this kind of body; nothing happens the second time."""
    current = lock_seance(seance)
    if OrdreDuJourUsuel.objects.filter(espace=current.espace, type=current.instance.type).delete()[0]:
        record(by, Geste.MODIFIER, current.instance, current.espace, ordre_du_jour_usuel=0, type=current.instance.type)


def _add_points(by: Compte, seance: Seance, saisies: Iterable[SaisiePoint]) -> list[PointOrdreDuJour]:
    known = set(PointOrdreDuJour.objects.filter(seance=seance).values_list("titre", flat=True))
    return [
        create_point(by=by, instance=seance.instance, seance=seance, saisie=saisie)
        for saisie in saisies
        if saisie.titre not in known
    ]

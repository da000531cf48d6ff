"""The groups of an atelier, and the role of each person. Changing groups never loses what a group has written."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.formation.actions.atelier import CLOS, lock_atelier
from convive.formation.models import Atelier, GroupeAtelier, Inscription, PlaceAtelier, ReponseAtelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import OBSERVATEUR, SorteAtelier
from convive.formation.rules.groupes import MAX_GROUPES, build_groupes, build_roles
from convive.formation.selectors.ateliers_contenus import get_jeux
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class PlaceSaisie:
    """`groupe` is numbered from 1."""

    inscription: Inscription
    groupe: int
    role: str = ""


@transaction.atomic
def update_places(*, by: Compte, atelier: Atelier, places: Sequence[PlaceSaisie]) -> None:
    """Set everyone's group and role; whoever is not in `places` has none. Raise FormationRefusee if two people of a
    group have the same role, or if a group that has written something would disappear."""
    current = lock_atelier(atelier)
    if current.clos_le is not None:
        raise FormationRefusee(CLOS)
    _refuse_roles(current, places)
    avant = {
        (row.inscription_id, row.groupe.ordre, row.role)
        for row in PlaceAtelier.objects.filter(atelier=current).select_related("groupe")
    }
    if avant == {(place.inscription.pk, place.groupe, place.role) for place in places}:
        return
    groupes = _apply_groupes(current, {place.groupe for place in places})
    PlaceAtelier.objects.filter(atelier=current).delete()
    PlaceAtelier.objects.bulk_create(
        PlaceAtelier(atelier=current, inscription=place.inscription, groupe=groupes[place.groupe], role=place.role)
        for place in places
    )
    record(by, Geste.MODIFIER, current, current.espace, groupes=len(groupes), places=len(places))


def create_places_hasard(
    *, by: Compte, atelier: Atelier, inscriptions: Sequence[Inscription], nombre: int, hasard: Random
) -> None:
    """Put everyone at random in one of `nombre` groups and, for a play, give everyone a role. Raise
    FormationRefusee."""
    if not 1 <= nombre <= MAX_GROUPES:
        raise FormationRefusee(champs={"nombre": f"De 1 à {MAX_GROUPES} groupes."})
    if not inscriptions:
        raise FormationRefusee("Personne n’est inscrit\u00a0: il n’y a pas de groupe à faire.")
    roles = list_roles(atelier)
    places = []
    for rang, personnes in enumerate(build_groupes(inscriptions, nombre, hasard), 1):
        joues = build_roles(personnes, roles, hasard) if roles else [(qui, "") for qui in personnes]
        places += [PlaceSaisie(qui, rang, role) for qui, role in joues]
    update_places(by=by, atelier=atelier, places=places)


def clone_places(*, by: Compte, atelier: Atelier, source: Atelier, hasard: Random) -> None:
    """Copy the groups of another atelier, and draw roles again. Raise FormationRefusee if it has no groups."""
    rows = list(source.places.select_related("groupe", "inscription").order_by("groupe__ordre", "inscription__nom"))
    if not rows:
        raise FormationRefusee("Cet atelier n’a pas de groupes à reprendre.")
    roles = list_roles(atelier)
    places = []
    for ordre in sorted({row.groupe.ordre for row in rows}):
        personnes = [row.inscription for row in rows if row.groupe.ordre == ordre]
        joues = build_roles(personnes, roles, hasard) if roles else [(qui, "") for qui in personnes]
        places += [PlaceSaisie(qui, ordre, role) for qui, role in joues]
    update_places(by=by, atelier=atelier, places=places)


def list_roles(atelier: Atelier) -> list[str]:
    """The roles of a play, in its order; empty for any other atelier."""
    jeu = get_jeux().get(atelier.contenu) if atelier.sorte == SorteAtelier.JEU else None
    return list(jeu.noms_roles) if jeu else []


def _refuse_roles(atelier: Atelier, places: Sequence[PlaceSaisie]) -> None:
    roles = list_roles(atelier)
    noms = get_jeux()[atelier.contenu].noms_roles if roles else {}
    seen: set[tuple[int, str]] = set()
    for place in places:
        if not 1 <= place.groupe <= MAX_GROUPES or place.role not in ("", OBSERVATEUR, *roles):
            raise FormationRefusee("Ce groupe ou ce rôle n’existe pas.")
        if place.role in ("", OBSERVATEUR):
            continue
        if (place.groupe, place.role) in seen:
            raise FormationRefusee(
                f"Groupe {place.groupe}\u00a0: deux personnes jouent «\u00a0{noms[place.role]}\u00a0». "
                "Une carte, une personne."
            )
        seen.add((place.groupe, place.role))


def _apply_groupes(atelier: Atelier, ordres: set[int]) -> dict[int, GroupeAtelier]:
    groupes = {groupe.ordre: groupe for groupe in GroupeAtelier.objects.filter(atelier=atelier)}
    for ordre in sorted(set(groupes) - ordres):
        if ReponseAtelier.objects.filter(groupe=groupes[ordre]).exists():
            raise FormationRefusee(
                f"{groupes[ordre].nom} a déjà écrit\u00a0: laissez-y au moins une personne, "
                "sinon son travail serait perdu."
            )
        groupes.pop(ordre).delete()
    for ordre in sorted(ordres - set(groupes)):
        groupes[ordre] = GroupeAtelier.objects.create(atelier=atelier, ordre=ordre, nom=f"Groupe {ordre}")
    return groupes

"""« Pour commencer »: the first steps of the espace of a territory, for those who steer it."""

from collections.abc import Sequence
from typing import Any

from convive.espaces.models import Espace, Membre, TypeEspace
from convive.espaces.permissions import can_submit_invitation
from convive.socle.debut import EtapeLue, build_etape, debut
from convive.socle.memoire import Memoire


def list_etapes_debut(membre: Membre, memoire: Memoire | None) -> Sequence[EtapeLue]:
    """Nothing once they are all done, or once somebody hid the list; no query then in an espace where it is hidden."""
    espace = membre.espace
    if espace.type != TypeEspace.TERRITOIRE or espace.is_debut_masque or espace.is_expire:
        return ()
    if not can_submit_invitation(membre):
        return ()
    etapes = _list_etapes(membre) if memoire is None else memoire.get("debut", lambda: _list_etapes(membre))
    return () if all(etape.is_faite for etape in etapes) else etapes


def _list_etapes(membre: Membre) -> tuple[EtapeLue, ...]:
    """One query for all of them."""
    permises = debut.list_permises(membre)
    faites: dict[str, Any] = {f"faite_{etape.cle}": etape.build_faite(membre) for etape in permises}
    lues = Espace.objects.filter(pk=membre.espace_id).order_by().annotate(**faites).values(*faites).get()
    return tuple(build_etape(etape, membre, is_faite=bool(lues[f"faite_{etape.cle}"])) for etape in permises)

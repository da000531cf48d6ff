"""« Pour commencer »: the first steps of the espace of a territory, for those who steer it."""

from collections.abc import Sequence

from convive.espaces.models import Membre, TypeEspace
from convive.espaces.permissions import can_submit_invitation
from convive.socle.debut import EtapeLue, debut
from convive.socle.memoire import Memoire


def list_etapes_debut(membre: Membre, memoire: Memoire | None) -> Sequence[EtapeLue]:
    """Nothing once they are all done, or once somebody hid the list; no query then in an espace where it is hidden."""
    espace = membre.espace
    if espace.type != TypeEspace.TERRITOIRE or espace.is_debut_masque or espace.is_expire:
        return ()
    if not can_submit_invitation(membre):
        return ()
    etapes = debut.list_etapes(membre) if memoire is None else memoire.get("debut", lambda: debut.list_etapes(membre))
    return () if all(etape.is_faite for etape in etapes) else etapes

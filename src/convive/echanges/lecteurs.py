"""Which membres can see an object, for the `Echanges` of its model: the converse of `visible_to`.

Each package has its own functions; these are shared by several. A test compares them with `visible_to` for every type
that can be discussed.
"""

from typing import Any

from django.db.models import QuerySet

from convive.documents.models.piece import DROIT_VOIR_INTERNES, DROIT_VOIR_PIECES, Visibilite
from convive.echanges.branchements import FilterLecteurs, branchements
from convive.espaces.models import Membre
from convive.socle.droits import droits
from convive.socle.objets import AvecReference, TypeObjetInconnu, objets

type Membres = QuerySet[Membre]


def filter_par_droit(*droit: str) -> FilterLecteurs:
    """The membres whose role has this right, even those limited to some communes or thématiques."""

    def filter_lecteurs(membres: Membres, _objet: Any) -> Membres:
        return membres.filter(role__in=sorted(droits.get_roles(*droit)))

    return filter_lecteurs


def filter_lecteurs_piece(membres: Membres, piece: Any) -> Membres:
    """Whoever sees the object sees its attachments, unless they are reserved for the team."""
    lecteurs = filter_par_droit(*DROIT_VOIR_PIECES)(_filter_du_porteur(membres, piece), piece)
    if piece.visibilite == Visibilite.TOUS:
        return lecteurs
    return filter_par_droit(*DROIT_VOIR_INTERNES)(lecteurs, piece)


def _get_objet(row: AvecReference) -> Any | None:
    try:
        model = objets.get(row.objet_type).model
    except TypeObjetInconnu:
        return None
    return model._default_manager.filter(pk=row.objet_uuid).first()


def _filter_du_porteur(membres: Membres, row: AvecReference) -> Membres:
    """The membres who can see the object that a row is attached to; none if the object or its type is unknown."""
    branchement, objet = branchements.get(row.objet_type), _get_objet(row)
    if branchement is None or objet is None:
        return membres.none()
    return branchement.filter_lecteurs(membres, objet) if branchement.filter_lecteurs else membres

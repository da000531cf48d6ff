"""Who can be asked for advice about an object, and whether a person follows it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from convive.echanges.branchements import branchements
from convive.echanges.models import LECTEURS, Suivi
from convive.espaces.models import Membre, Role
from convive.socle.objets import Reference


@dataclass(frozen=True, slots=True)
class Assistance:
    """The other people who may read discussions about an object, sorted by role, and whether the person follows it."""

    membres: tuple[Membre, ...]
    is_suivi: bool


def list_lecteurs(espace_uuid: UUID, objet: Any, reference: Reference) -> "QuerySet[Membre]":
    """The membres of an espace who can see this object and read discussions about it, as a lazy queryset."""
    rows = Membre.objects.en_cours().filter(espace=espace_uuid, role__in=LECTEURS, compte__is_active=True)
    branchement = branchements.get(reference.objet_type)
    return branchement.filter_lecteurs(rows, objet) if branchement and branchement.filter_lecteurs else rows


def get_assistance(membre: Membre, objet: Any, reference: Reference) -> Assistance:
    """The other readers of the object, and whether this membre follows it; one query."""
    ordre = {role: rang for rang, role in enumerate(Role.values)}
    lignes: list[Any] = sorted(
        _with_suivi(membre.espace_id, objet, reference),
        key=lambda ligne: (ordre[ligne.role], ligne.compte.nom_affiche, str(ligne.pk)),
    )
    autres = tuple(ligne for ligne in lignes if ligne.compte_id != membre.compte_id)
    return Assistance(autres, any(ligne.is_suivi for ligne in lignes if ligne.compte_id == membre.compte_id))


def _with_suivi(espace: UUID, objet: Any, reference: Reference) -> "QuerySet[Membre]":
    suivis = Suivi.objects.filter(
        compte=OuterRef("compte"), objet_type=reference.objet_type, objet_uuid=reference.objet_uuid
    )
    rows = list_lecteurs(espace, objet, reference).select_related("compte")
    return rows.annotate(is_suivi=Subquery(suivis.values("is_actif")[:1]))

"""Read the lines of a cahier, as a place sees them, and what a line can lead to."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet

from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_noms_communes, get_noms_communes_perimetre
from convive.socle.champs import ChampCommune

PAR_PAGE = 50
ARCHIVES = ("archivee_le", "archive_le")
"""The columns by which a model says that it is no longer proposed."""


def list_lignes(modele: type[Model], membre: Membre) -> QuerySet[Any]:
    """In the order of the model; what they are linked to comes with them."""
    rows: Any = modele._default_manager
    liens = [champ.name for champ in modele._meta.fields if champ.many_to_one]
    return rows.visible_to(membre.compte).filter(espace=membre.espace_id).select_related(*liens)  # type: ignore[no-any-return]  # of any model


def cut_lignes(lignes: QuerySet[Any], numero: str, ligne: UUID | None = None) -> Page[Any]:
    """One page of the list: the one where this line is, or that number."""
    pages = Paginator(lignes, PAR_PAGE)
    rangs = list(lignes.values_list("pk", flat=True)) if ligne else []
    return pages.get_page(rangs.index(ligne) // PAR_PAGE + 1 if ligne in rangs else numero)


def hide_liens(membre: Membre, lignes: Iterable[Any], champs: Iterable[str]) -> None:
    """Take out of these lines, which are only shown, what they are linked to and this place does not see. One query for
    each field that is a link to such a model."""
    lues = list(lignes)
    for nom in champs:
        manager: Any = getattr(lues[0]._meta.get_field(nom).related_model, "_default_manager", None) if lues else None
        if not hasattr(manager, "visible_to"):
            continue
        pks = {lie.pk for ligne in lues if (lie := getattr(ligne, nom)) is not None}
        vus = set(manager.visible_to(membre.compte).filter(pk__in=pks).values_list("pk", flat=True)) if pks else set()
        for ligne in lues:
            if (lie := getattr(ligne, nom)) is not None and lie.pk not in vus:
                setattr(ligne, nom, None)


def get_ligne(modele: type[Model], membre: Membre, uuid: UUID) -> Any | None:
    ligne = list_lignes(modele, membre).filter(pk=uuid).first()
    if ligne is not None:
        ligne.espace = membre.espace
    return ligne


def list_proposes(modele: type[Model], membre: Membre, gardes: Iterable[Any] = ()) -> QuerySet[Any]:
    """What a line can be linked to: what this place sees in its espace and is not archived, and what is kept of it."""
    rows: Any = modele._default_manager.all()
    vus = rows.visible_to(membre.compte) if hasattr(rows, "visible_to") else rows
    champs = {champ.name for champ in modele._meta.fields}
    vus = vus.filter(espace=membre.espace_id, **{f"{nom}__isnull": True for nom in ARCHIVES if nom in champs})
    # As a subquery: what is visible may be joined to other tables.
    return rows.filter(Q(pk__in=vus.order_by().values("pk")) | Q(pk__in=list(gardes)), espace=membre.espace_id)  # type: ignore[no-any-return]  # of any model


def get_noms_lignes(membre: Membre, lignes: Iterable[Model], champs: Iterable[str]) -> Mapping[str, str]:
    """Code → name, for the communes that these fields of these lines hold, and those of the espace. No query without
    such a field, one when all are of the espace."""
    lues = list(lignes)
    codes = [getattr(ligne, nom) for ligne in lues for nom in champs if is_commune(ligne, nom)]
    return get_noms_communes(codes, get_noms_communes_perimetre(membre.espace_id)) if codes else {}


def is_commune(modele: Model | type[Model], nom: str) -> bool:
    return isinstance(modele._meta.get_field(nom), ChampCommune)

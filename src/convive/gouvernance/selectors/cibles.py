"""What a decision may be about: what one finds by typing a few letters, and what is chosen already."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from convive.diagnostic.models import Diagnostic
from convive.espaces.models import Membre
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.visibles import get_constats_visibles, get_enjeux_visibles

MAX_TROUVEES, MAX_PROPOSEES = 6, 3
MAX_MOTS = 6


@dataclass(frozen=True, slots=True)
class ChoixCible:
    uuid: UUID
    libelle: str
    precision: str = ""


@dataclass(frozen=True, slots=True)
class SourceCible:
    """Where one searches; `cle` is that of the registry of objects."""

    cle: str
    legende: str
    invite: str
    get_rows: Callable[[Membre], QuerySet[Any, Any]]
    champs: tuple[str, ...]
    read: Callable[[Any], ChoixCible]
    ordre: tuple[str, ...]


SOURCES: Mapping[str, SourceCible] = {
    source.cle: source
    for source in (
        SourceCible(
            "fiche_action",
            "Des actions du plan",
            "Un mot du titre, ou le numéro",
            list_fiches,
            ("titre", "code"),
            lambda row: ChoixCible(row.pk, str(row), row.get_statut_display().lower()),
            ("ctg", "ordre", "pk"),
        ),
        SourceCible(
            "enjeu",
            "Des enjeux",
            "Un mot de l’enjeu",
            get_enjeux_visibles,
            ("libelle",),
            lambda row: ChoixCible(row.pk, row.libelle, row.get_decision_display().lower()),
            ("-updated_at", "pk"),
        ),
        SourceCible(
            "constat",
            "Des constats",
            "Un mot du constat",
            get_constats_visibles,
            ("texte",),
            lambda row: ChoixCible(row.pk, row.texte[:200], "" if row.is_partage else "brouillon de l’équipe"),
            ("-updated_at", "pk"),
        ),
        SourceCible(
            "diagnostic",
            "Le diagnostic",
            "Un mot de son titre",
            lambda membre: Diagnostic.objects.visible_to(membre.compte).filter(espace=membre.espace_id),
            ("titre",),
            lambda row: ChoixCible(row.pk, str(row), row.get_statut_display().lower()),
            ("-numero", "pk"),
        ),
    )
}


def list_choisies(membre: Membre, source: SourceCible, uuids: Iterable[UUID]) -> list[ChoixCible]:
    """Those of these identifiers that this place reads; one query, none for nothing."""
    wanted = list(uuids)
    if not wanted:
        return []
    return [source.read(row) for row in source.get_rows(membre).filter(pk__in=wanted).order_by(*source.ordre)]


def search_cibles(membre: Membre, source: SourceCible, mots: str, sauf: Iterable[UUID]) -> list[ChoixCible]:
    """What has all these words; the first ones without any word; one query."""
    rows = source.get_rows(membre).exclude(pk__in=list(sauf))
    for mot in mots.split()[:MAX_MOTS]:
        condition = Q()
        for champ in source.champs:
            condition |= Q(**{f"{champ}__icontains": mot})
        rows = rows.filter(condition)
    return [source.read(row) for row in rows.order_by(*source.ordre)[: MAX_TROUVEES if mots else MAX_PROPOSEES]]

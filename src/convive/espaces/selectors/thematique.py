"""Read the thématiques of an espace, those that are usual, and whether something uses one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast
from uuid import UUID

from django.db import models
from django.utils import timezone

from convive.espaces.models import Espace, Thematique
from convive.espaces.rules import is_en_cours
from convive.socle.contenus import read_contenu_yaml
from convive.socle.uuids import parse_uuid

FICHIER_USUELLES = Path(__file__).parents[1] / "catalogue" / "thematiques.yaml"


@dataclass(frozen=True, slots=True)
class ThematiqueUsuelle:
    """What common practice calls a thématique; given to the espaces created between its two days."""

    nom: str
    date_debut: date
    date_fin: date | None
    url_source: str | None
    usage: bool


@dataclass(frozen=True, slots=True)
class LigneThematique:
    """A thématique as its page shows it; `is_utilisee`: it is archived, never deleted."""

    thematique: Thematique
    is_utilisee: bool
    is_premiere: bool
    is_derniere: bool


@cache
def read_thematiques_usuelles() -> tuple[ThematiqueUsuelle, ...]:
    content = read_contenu_yaml(FICHIER_USUELLES)
    return tuple(ThematiqueUsuelle(**entree) for entree in content)


def list_thematiques_usuelles(today: date) -> list[str]:
    return [t.nom for t in read_thematiques_usuelles() if is_en_cours(t.date_debut, t.date_fin, today)]


def list_thematiques_actives(espace: Espace) -> list[Thematique]:
    """Those that a form offers, in the order of the espace; one query."""
    return list(Thematique.objects.actives().filter(espace=espace))


def list_lignes_thematiques(espace: Espace) -> tuple[list[LigneThematique], list[LigneThematique]]:
    """Those in use, then the archived ones; two queries whatever the number of packages that use them."""
    utilisees = get_thematiques_utilisees(espace)
    thematiques = list(Thematique.objects.filter(espace=espace))

    def build(rows: list[Thematique]) -> list[LigneThematique]:
        last = len(rows) - 1
        return [LigneThematique(row, row.pk in utilisees, i == 0, i == last) for i, row in enumerate(rows)]

    actives = [row for row in thematiques if row.date_archivage is None]
    return build(actives), build([row for row in thematiques if row.date_archivage is not None])


def get_thematiques_utilisees(espace: Espace) -> frozenset[UUID]:
    """Those to which a row of any package points: a place, an invitation, a note…; one query."""
    first, *others = (
        modele._base_manager.filter(**{f"{champ}__espace": espace.pk}).order_by().values_list(champ, flat=True)
        for modele, champ in _list_liens()
    )
    return frozenset(first.union(*others))


def _list_liens() -> "Iterator[tuple[type[models.Model], str]]":
    """Every model that points at a thématique, with its field; the table between the two for a many-to-many."""
    for relation in Thematique._meta.related_objects:
        if isinstance(relation, models.ManyToManyRel):
            yield cast("type[models.Model]", relation.through), relation.field.m2m_reverse_field_name()
        else:
            yield relation.related_model, relation.field.name


def get_thematique_in_espace(espace: Espace, uuid: str) -> Thematique | None:
    """A thématique of this espace and of no other, by an identifier that came with a form."""
    identifier = parse_uuid(uuid)
    return Thematique.objects.filter(espace=espace, pk=identifier).first() if identifier else None


def list_thematiques_a_donner(espace: Espace) -> list[str]:
    """The usual ones, for an espace that has none."""
    has_some = Thematique.objects.filter(espace=espace).exists()
    return [] if has_some else list_thematiques_usuelles(timezone.localdate())

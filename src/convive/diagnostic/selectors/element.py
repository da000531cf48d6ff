"""What reading paroles, constats and enjeux has in common: filters, choices, the bin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, JSONField, Prefetch, Q, QuerySet, Value

from convive.diagnostic.models import (
    Constat,
    Enjeu,
    NoteEntretien,
    Parole,
)
from convive.diagnostic.models.element import Fiche
from convive.espaces.models import Membre, Thematique
from convive.espaces.models.portee import SeRencontrent
from convive.socle.objets import objets
from convive.socle.uuids import parse_uuid

MAX_CORBEILLE = 200
MODELES: tuple[type[Fiche], ...] = (Constat, Parole, NoteEntretien, Enjeu)


@dataclass(frozen=True, slots=True)
class LigneCorbeille:
    """A card that was put aside; `cle` is its type in the registry of objects."""

    cle: str
    type_libelle: str
    libelle: str
    uuid: UUID
    date: datetime


def with_thematiques[M: Fiche](fiches: QuerySet[M]) -> QuerySet[M]:
    return fiches.prefetch_related(Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom")))


def filter_portee[M: Fiche](fiches: QuerySet[M], *, thematique: str, commune: str) -> QuerySet[M]:
    """Those of a thématique, those that name a commune; an empty text asks nothing."""
    if identifier := parse_uuid(thematique):
        fiches = fiches.filter(thematiques=identifier)
    if commune:
        codes = Value([commune], output_field=JSONField())
        fiches = fiches.exclude(communes=[]).filter(SeRencontrent(F("communes"), codes))
    return fiches


def filter_mots[M: Fiche](fiches: QuerySet[M], q: str, champs: Sequence[str]) -> QuerySet[M]:
    """Those that have each of these words in one of the fields; the search of the product folds accents, not this."""
    for mot in q.split()[:8]:
        condition = Q()
        for champ in champs:
            condition |= Q(**{f"{champ}__icontains": mot})
        fiches = fiches.filter(condition)
    return fiches


def list_thematiques(membre: Membre) -> list[Thematique]:
    """Those of the espace, in its order, archived ones last: cards still bear them; one query."""
    rows = Thematique.objects.filter(espace=membre.espace_id).order_by("ordre", "nom")
    return sorted(rows, key=lambda thematique: thematique.date_archivage is not None)


def list_noms_thematiques(fiche: Fiche) -> tuple[str, ...]:
    """No query once prefetched."""
    return tuple(thematique.nom for thematique in fiche.thematiques.all())


def list_corbeille(membre: Membre) -> list[LigneCorbeille]:
    """What was put aside among what this place would see, the last first; one query for each type."""
    lignes: list[LigneCorbeille] = []
    for modele in MODELES:
        type_objet = objets.get_for_model(modele)
        for fiche in _get_supprimees(membre, modele)[:MAX_CORBEILLE]:
            if (date := fiche.date_suppression) is not None:
                lignes.append(LigneCorbeille(type_objet.cle, type_objet.libelle, str(fiche), fiche.pk, date))
    return sorted(lignes, key=lambda ligne: ligne.date, reverse=True)


def get_supprimee(membre: Membre, cle: str, uuid: UUID) -> Fiche | None:
    """A card of the bin, by the key of its type."""
    modele = next((m for m in MODELES if objets.get_for_model(m).cle == cle), None)
    fiche = _get_supprimees(membre, modele).filter(pk=uuid).first() if modele else None
    if fiche is not None:
        fiche.espace = membre.espace
    return fiche


def count_corbeille(membre: Membre) -> int:
    return sum(_get_supprimees(membre, modele).count() for modele in MODELES)


def _get_supprimees(membre: Membre, modele: type[Fiche]) -> QuerySet[Fiche]:
    rows: Any = modele._default_manager
    visible: QuerySet[Fiche] = rows.visible_to(membre.compte, with_supprimees=True)
    return visible.filter(espace=membre.espace_id, date_suppression__isnull=False).order_by("-date_suppression", "pk")


def get_noms(codes: Iterable[str], noms: dict[str, str]) -> tuple[str, ...]:
    return tuple(noms.get(code, code) for code in codes)

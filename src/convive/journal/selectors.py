"""Read the journal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Max, Q, Value, When

from convive.journal.models import Geste, Journal, JournalQuerySet
from convive.socle.objets import Reference, TypeObjetInconnu, get_condition_objet, objets

MAX_LIGNES = 500


@dataclass(frozen=True, slots=True)
class LigneJournal:
    """A gesture ready to show: « auteur_nom geste_libelle objet_libelle ».

    `url` is empty when the reader has no page to open, `type_libelle` when no package declares the type any more.
    """

    uuid: UUID
    at: datetime
    auteur_nom: str
    au_nom_de: str
    geste: str
    geste_libelle: str
    reference: Reference
    type_libelle: str
    objet_libelle: str
    url: str
    detail: Mapping[str, Any]


def get_journal(espace_uuid: UUID, limit: int = 50, *, compte: Any = None) -> tuple[LigneJournal, ...]:
    """The last gestures of an espace, newest first, at most `limit` (1 to 500).

    With a `compte`, an object that it may open has its URL, for one query more per type of object. The name is always
    the one written at the time. Whoever calls has checked that the journal may be read.
    """
    return _build_lignes(Journal.objects.for_espace(espace_uuid), limit, compte)


def get_journal_objet(reference: Reference, limit: int = 50, *, compte: Any = None) -> tuple[LigneJournal, ...]:
    """The last gestures on one object, newest first; same shape and same limits as `get_journal`."""
    return _build_lignes(Journal.objects.for_objet(reference), limit, compte)


def _build_lignes(rows: JournalQuerySet, limit: int, compte: Any) -> tuple[LigneJournal, ...]:
    journal = tuple(rows[: max(1, min(limit, MAX_LIGNES))])
    resolved = objets.resolve_all([row.reference for row in journal], compte) if compte is not None else {}
    lignes = []
    for row in journal:
        objet = resolved.get(row.reference)
        lignes.append(
            LigneJournal(
                uuid=row.uuid,
                at=row.at,
                auteur_nom=row.auteur_nom,
                au_nom_de=row.au_nom_de,
                geste=row.geste,
                geste_libelle=row.get_geste_display(),
                reference=row.reference,
                type_libelle=_get_type_libelle(row.objet_type),
                objet_libelle=row.objet_libelle,
                url=objet.url if objet else "",
                detail=row.detail,
            )
        )
    return tuple(lignes)


def list_etats_journal(espaces: Collection[UUID], depuis: datetime) -> Mapping[UUID, str]:
    """For each espace, a text that changes with each gesture written since, in it or outside of every espace.

    A gesture can be written under a moment that is older than the last one that was read, when its transaction ends
    later: hence their number, and not the last one alone. Who only looks changes nothing. One query.
    """
    rows = Journal.objects.filter(Q(espace_uuid__in=espaces) | Q(espace_uuid__isnull=True), at__gte=depuis)
    groups = rows.exclude(geste=Geste.CONSULTER).order_by().values_list("espace_uuid").annotate(Count("pk"), Max("at"))
    etats = {uuid: f"{nombre} {last.isoformat()}" for uuid, nombre, last in groups}
    return {uuid: f"{etats.get(uuid, '')} {etats.get(None, '')}" for uuid in espaces}


class Lecture(StrEnum):
    """What a compte may read of the object of a line."""

    OUVERTE = "ouverte"
    NOMMEE = "nommee"
    RESERVEE = "reservee"
    DISPARUE = "disparue"


def get_condition_nommee(compte: Any) -> Q:
    """Lines about an object whose name this compte may read today: what it opens, and what was put aside of it."""
    return get_condition_objet(objets.get_all(), lambda sorte: sorte.list_nommes(compte))


def get_lectures(rows: Collection[Journal], compte: Any) -> Mapping[UUID, Lecture]:
    """What a compte may read of each of these lines; one query, however many types of objects they speak of."""
    cles = {row.objet_type for row in rows}
    types = [type_objet for type_objet in objets.get_all() if type_objet.cle in cles]
    # Of the others, what may be named is what may be opened: asked once is enough.
    nommes = [type_objet for type_objet in types if type_objet.nommes_to is not None]
    lecture = Case(
        When(get_condition_objet(types, lambda sorte: sorte.visible_to(compte)), then=Value(Lecture.OUVERTE)),
        When(get_condition_objet(nommes, lambda sorte: sorte.list_nommes(compte)), then=Value(Lecture.NOMMEE)),
        When(get_condition_objet(types, lambda sorte: sorte.model._base_manager.all()), then=Value(Lecture.RESERVEE)),
        default=Value(Lecture.DISPARUE),
        output_field=CharField(),
    )
    found = Journal.objects.filter(pk__in=[row.pk for row in rows]).order_by().annotate(lecture=lecture)
    return {pk: Lecture(valeur) for pk, valeur in found.values_list("pk", "lecture")}


def _get_type_libelle(objet_type: str) -> str:
    try:
        return objets.get(objet_type).libelle
    except TypeObjetInconnu:
        return ""

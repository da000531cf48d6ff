"""Read from the journal."""

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
    """An action ready to show: « auteur_nom geste_libelle objet_libelle ».

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
    """The last actions in an espace, newest first, at most `limit` (1 to 500).

    With a `compte`, the objects that it may open have their URL, at the cost of one query per type of object. The name
    shown is always the one recorded at the time. The caller must have checked the right to read the journal.
    """
    return _build_lignes(Journal.objects.for_espace(espace_uuid), limit, compte)


def get_journal_objet(reference: Reference, limit: int = 50, *, compte: Any = None) -> tuple[LigneJournal, ...]:
    """The last actions on one object, newest first; same shape and same limits as `get_journal`."""
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
                geste_libelle=row.geste_libelle,
                reference=row.reference,
                type_libelle=_get_type_libelle(row.objet_type),
                objet_libelle=row.objet_libelle,
                url=objet.url if objet else "",
                detail=row.detail,
            )
        )
    return tuple(lignes)


def list_etats_journal(espaces: Collection[UUID], depuis: datetime) -> Mapping[UUID, str]:
    """For each espace, a text that changes with every line written since `depuis`, in it or outside any espace.

    A line may be committed with a timestamp older than the last one read, if its transaction was longer: this is why
    the text includes the number of lines, not only the last time. Consultations are ignored. One query.
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
    """Lines about an object whose name this compte may read today: those it may open, and archived ones."""
    return get_condition_objet(objets.get_all(), lambda sorte: sorte.list_nommes(compte))


def get_lectures(rows: Collection[Journal], compte: Any) -> Mapping[UUID, Lecture]:
    """What a compte may read of each of these lines; one query, however many types of objects they are about."""
    cles = {row.objet_type for row in rows}
    types = [type_objet for type_objet in objets.get_all() if type_objet.cle in cles]
    # For the other types, the objects that may be named are those that may be opened, which the first `When` covers.
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

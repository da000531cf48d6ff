"""Read the notes of interviews, through the limits of a place that writes words."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from convive.diagnostic.models import NoteEntretien, Parole
from convive.diagnostic.selectors.element import (
    filter_mots,
    filter_portee,
    get_noms,
    list_noms_thematiques,
    with_thematiques,
)
from convive.espaces.models import Membre

PAR_PAGE = 25


@dataclass(frozen=True, slots=True)
class CriteresEntretiens:
    q: str = ""
    thematique: str = ""
    public: str = ""
    commune: str = ""

    @property
    def is_vide(self) -> bool:
        return not (self.q or self.thematique or self.public or self.commune)


@dataclass(frozen=True, slots=True)
class LigneEntretien:
    """`paroles`: how many were drawn from it."""

    note: NoteEntretien
    thematiques: tuple[str, ...]
    communes: tuple[str, ...]
    paroles: int


def get_notes(membre: Membre) -> QuerySet[NoteEntretien]:
    return NoteEntretien.objects.visible_to(membre.compte).filter(espace=membre.espace_id)


def list_notes_entretien(
    membre: Membre, criteres: CriteresEntretiens, numero: str, noms: dict[str, str]
) -> tuple[Page[Any], list[LigneEntretien]]:
    """One page, the latest first; four queries."""
    rows = filter_portee(get_notes(membre), thematique=criteres.thematique, commune=criteres.commune)
    rows = filter_mots(rows, criteres.q, ("interlocuteur", "texte"))
    if criteres.public:
        rows = rows.filter(public=criteres.public)
    page = Paginator(with_thematiques(rows).order_by("-date_entretien", "-created_at", "pk"), PAR_PAGE).get_page(numero)
    drawn = Parole.objects.presentes().filter(note__in=[note.pk for note in page])
    paroles = Counter(drawn.values_list("note", flat=True))
    return page, [
        LigneEntretien(note, list_noms_thematiques(note), get_noms(note.communes, noms), paroles[note.pk])
        for note in page
    ]


def get_note_entretien(membre: Membre, uuid: UUID) -> NoteEntretien | None:
    """Two queries."""
    rows = with_thematiques(get_notes(membre)).select_related("created_by", "updated_by")
    note = rows.filter(pk=uuid).first()
    if note is not None:
        note.espace = membre.espace
    return note


def list_paroles_note(membre: Membre, note: NoteEntretien) -> list[Parole]:
    """Those drawn from it, the latest first; one query."""
    rows = Parole.objects.visible_to(membre.compte).filter(note=note)
    return list(rows.order_by("-created_at", "pk"))

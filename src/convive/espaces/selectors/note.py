"""Read the carnet, through the limits of a place."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, JSONField, OuterRef, Prefetch, QuerySet, Sum, TextChoices, Value
from django.db.models.functions import Length

from convive.comptes.models import Compte
from convive.espaces.models import Membre, Note, SeRencontrent, Thematique
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.texte import get_extrait
from convive.territoires.rules.noms import build_mots
from convive.territoires.selectors import get_communes_from_codes

PAR_PAGE = 25
MAX_CHOIX = 200


class TriNotes(TextChoices):
    """In which order a list of notes is read."""

    RECENTES = "recentes", "Modifiées récemment"
    CREATION = "creation", "Écrites récemment"
    TITRE = "titre", "Titre, de A à Z"


@dataclass(frozen=True, slots=True)
class FiltreNotes:
    """Which notes to show: those of a thématique, of a commune, those that a person wrote or changed."""

    thematique: UUID | None = None
    commune: str = ""
    auteur: UUID | None = None
    tri: TriNotes = TriNotes.RECENTES

    @property
    def is_vide(self) -> bool:
        return not (self.thematique or self.commune or self.auteur)


@dataclass(frozen=True, slots=True)
class LigneNote:
    """A note in a list, with the first words of its text."""

    note: Note
    extrait: str
    thematiques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inventaire:
    """How many notes this place may read, how many were put aside, and the communes that some are limited to."""

    presentes: int
    supprimees: int
    communes: tuple[str, ...]


def _get_notes(membre: Membre) -> QuerySet[Note]:
    # The row is checked for this person; the espace, already read with the place, is not read again.
    return Note.objects.visible_to(membre.compte, with_supprimees=True).filter(espace_id=membre.espace_id)


def get_inventaire(membre: Membre) -> Inventaire:
    """One query."""
    rows = list(_get_notes(membre).order_by().values_list("date_suppression", "communes"))
    presentes = [codes for date, codes in rows if date is None]
    return Inventaire(
        len(presentes), len(rows) - len(presentes), tuple(sorted({c for codes in presentes for c in codes}))
    )


def list_notes(membre: Membre, filtre: FiltreNotes, numero: str) -> tuple[Page[Any], list[LigneNote]]:
    """One page of the notes that this place may read; three queries, one more to sort by title.

    A number out of range gives the nearest page.
    """
    notes = _get_notes(membre).filter(date_suppression__isnull=True)
    if filtre.thematique:
        notes = notes.filter(thematiques=filtre.thematique)
    if filtre.commune:
        notes = notes.exclude(communes=[]).filter(SeRencontrent(F("communes"), _build_liste(filtre.commune)))
    if filtre.auteur:
        ecrites = Note.versions.filter(uuid=OuterRef("pk"), history_user=filtre.auteur)
        notes = notes.filter(Exists(ecrites))
    if filtre.tri is TriNotes.TITRE:
        return _build_page_par_titre(notes, numero)
    ordre = "-created_at" if filtre.tri is TriNotes.CREATION else "-updated_at"
    page = Paginator(notes.order_by(ordre, "pk"), PAR_PAGE).get_page(numero)
    return page, _build_lignes(page.object_list)


def list_corbeille(membre: Membre, numero: str) -> tuple[Page[Any], list[LigneNote]]:
    """One page of the notes that were put aside, the last one first; three queries."""
    notes = _get_notes(membre).filter(date_suppression__isnull=False).order_by("-date_suppression", "pk")
    page = Paginator(notes, PAR_PAGE).get_page(numero)
    return page, _build_lignes(page.object_list)


def _build_liste(code: str) -> Value:
    return Value([code], output_field=JSONField())


def _build_page_par_titre(notes: QuerySet[Note], numero: str) -> tuple[Page[Any], list[LigneNote]]:
    """Neither database sorts « Été » before « Fêtes » unless it is told how: titles are short, they are sorted here."""
    titres = notes.order_by().values_list("pk", "titre")
    pks = [pk for pk, _ in sorted(titres, key=lambda row: (build_mots(row[1]), row[0]))]
    page = Paginator(pks, PAR_PAGE).get_page(numero)
    lignes = {ligne.note.pk: ligne for ligne in _build_lignes(Note.objects.filter(pk__in=list(page.object_list)))}
    return page, [lignes[pk] for pk in page.object_list]


def _build_lignes(notes: Any) -> list[LigneNote]:
    prefetched = notes.select_related("updated_by").prefetch_related(
        Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom"))
    )
    return [
        LigneNote(note, get_extrait(note.texte), tuple(t.nom for t in note.thematiques.all())) for note in prefetched
    ]


def list_choix_notes(membre: Membre) -> list[tuple[str, str]]:
    """Identifiers and titles of the last notes that this place may read, at most MAX_CHOIX; one query."""
    notes = _get_notes(membre).filter(date_suppression__isnull=True).order_by("-updated_at", "pk")
    return [(str(pk), titre) for pk, titre in notes.values_list("pk", "titre")[:MAX_CHOIX]]


def list_notes_a_effacer(membre: Membre, uuids: Collection[UUID]) -> list[tuple[UUID, str]]:
    """Identifiers and titles of notes that were put aside: these, or all of them, at most MAX_CHOIX; one query."""
    notes = _get_notes(membre).filter(date_suppression__isnull=False).order_by("-date_suppression", "pk")
    return list((notes.filter(pk__in=uuids) if uuids else notes).values_list("pk", "titre")[:MAX_CHOIX])


def list_thematiques_des_notes(membre: Membre) -> list[Thematique]:
    """Those of at least one note that this place may read; archived ones too, since notes still have them."""
    notes = _get_notes(membre).filter(date_suppression__isnull=True).order_by()
    return list(Thematique.objects.filter(notes__in=notes.values("pk")).distinct().order_by("ordre", "nom"))


def list_auteurs_des_notes(membre: Membre) -> list[tuple[UUID, str]]:
    """The people who wrote or changed at least one note that this place may read."""
    notes = _get_notes(membre).filter(date_suppression__isnull=True).order_by()
    versions = Note.versions.filter(uuid__in=notes.values("pk")).order_by().values("history_user")
    return list(Compte.objects.filter(pk__in=versions).order_by("nom_affiche", "pk").values_list("pk", "nom_affiche"))


def get_note(membre: Membre, note_uuid: UUID, *, with_supprimees: bool = False) -> Note | None:
    """A note of this espace that this place may read, with its espace and its authors."""
    notes = _get_notes(membre).select_related("created_by", "updated_by")
    note = notes.filter(pk=note_uuid).first()
    if note is None or (note.date_suppression is not None and not with_supprimees):
        return None
    note.espace = membre.espace
    return note


def list_notes_entieres(membre: Membre) -> list[Note]:
    """Every note that this place may read, whole, in the order of titles; two queries."""
    notes = _get_notes(membre).filter(date_suppression__isnull=True).order_by("titre", "pk")
    return list(notes.prefetch_related(Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom"))))


def count_notes(membre: Membre) -> tuple[int, int]:
    """How many notes this place may read, and of how many characters."""
    notes = _get_notes(membre).filter(date_suppression__isnull=True)
    compte = notes.aggregate(notes=Count("pk"), caracteres=Sum(Length("texte")))
    return compte["notes"], compte["caracteres"] or 0


def get_noms_communes(codes: list[str]) -> list[str]:
    return [commune.nom for commune in get_communes_from_codes(codes).communes] if codes else []


def list_communes_from_codes(codes: Collection[str]) -> list[tuple[str, str]]:
    """Codes as notes hold them, and the names that these communes have today, in the order of names."""
    if not codes:
        return []
    noms = {commune.code: commune.nom for commune in get_communes_from_codes(codes).communes}
    return sorted(((code, noms.get(code, code)) for code in codes), key=lambda row: build_mots(row[1]))


def list_choix_thematiques(membre: Membre) -> list[Thematique]:
    """Those of the espace that one still chooses, or those to which the place is limited."""
    # Read with the place already, most of the time.
    limites = sorted(membre.thematiques.all(), key=lambda thematique: (thematique.ordre, thematique.nom))
    return limites or list(Thematique.objects.actives().filter(espace=membre.espace).order_by("ordre", "nom"))


def list_choix_communes(membre: Membre) -> list[tuple[str, str]]:
    """Codes and names of the communes of the espace, or of those to which the place is limited."""
    perimetre = get_perimetre_espace(membre.espace)
    communes = [(commune.code, commune.nom) for commune in (perimetre.communes if perimetre else ())]
    return [(code, nom) for code, nom in communes if not membre.communes or code in membre.communes]

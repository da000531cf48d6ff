"""Read the journal of an espace, through the limits of a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone

from convive.espaces.models import Membre
from convive.journal.models import Geste, Journal, JournalQuerySet
from convive.journal.selectors import Lecture, get_condition_nommee, get_lectures
from convive.socle.objets import TypeObjetInconnu, objets
from convive.territoires.rules.noms import build_mots

PAR_PAGE = 50
MAX_LIGNES = 10_000
"""What one file takes away."""
SANS_TYPE = "un objet"


@dataclass(frozen=True, slots=True)
class FiltreJournal:
    """Which lines to show; `du` and `au` are days, both included."""

    auteur: str = ""
    geste: str = ""
    objet_type: str = ""
    du: date | None = None
    au: date | None = None


@dataclass(frozen=True, slots=True)
class ChoixJournal:
    """What the lines that a place reads answer to: pairs of value and label, in the order of labels."""

    auteurs: list[tuple[str, str]]
    gestes: list[tuple[str, str]]
    types: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LigneLisible:
    """« auteur geste defini « titre » ».

    `titre` is empty when the reader may not know it; `is_phrase` tells that it stands as it is, without quotation
    marks; `is_ouverte`, that it leads somewhere.
    """

    uuid: UUID
    at: datetime
    auteur: str
    au_nom_de: str
    geste: str
    defini: str
    type_libelle: str
    titre: str
    precision: str = ""
    is_phrase: bool = False
    is_ouverte: bool = False


def list_journal(
    membre: Membre, filtre: FiltreJournal, numero: str, *, with_disparus: bool
) -> tuple[Page[Any], list[LigneLisible]]:
    """One page of the lines that this place reads, the last one first; three queries.

    `with_disparus` gives the names of what is gone for good: nobody can check any more who could read them.
    """
    page = Paginator(_get_lignes(membre, filtre), PAR_PAGE).get_page(numero)
    return page, _build_lignes(membre, list(page.object_list), with_disparus)


def list_lignes_journal(
    membre: Membre, filtre: FiltreJournal, limite: int, *, with_disparus: bool
) -> list[LigneLisible]:
    """The last lines that this place reads, at most `limite`; a few queries for each thousand."""
    rows = list(_get_lignes(membre, filtre)[:limite])
    lots = (rows[start : start + 1000] for start in range(0, len(rows), 1000))
    return [ligne for lot in lots for ligne in _build_lignes(membre, lot, with_disparus)]


def get_choix_journal(membre: Membre) -> ChoixJournal:
    """One query."""
    rows = list(_get_lisibles(membre).order_by().values_list("auteur_nom", "geste", "objet_type").distinct())
    return ChoixJournal(
        _sort((nom, nom) for nom in {row[0] for row in rows}),
        _sort((geste, str(Geste(geste).label)) for geste in {row[1] for row in rows}),
        _sort((cle, _get_libelle(cle)) for cle in {row[2] for row in rows}),
    )


def get_url_ligne(membre: Membre, uuid: UUID) -> str:
    """The page of the object of a line, empty when this person opens none."""
    ligne = Journal.objects.for_espace(membre.espace_id).visible_to(membre.compte).filter(pk=uuid).first()
    objet = ligne.reference.resolve(membre.compte) if ligne else None
    return objet.url if objet else ""


def _get_lisibles(membre: Membre) -> JournalQuerySet:
    lignes = Journal.objects.for_espace(membre.espace_id).visible_to(membre.compte)
    # The name of an object is already something of it: a limited place reads the lines of what it may name.
    return lignes.filter(get_condition_nommee(membre.compte)) if membre.limites.is_limitee else lignes


def _get_lignes(membre: Membre, filtre: FiltreJournal) -> JournalQuerySet:
    lignes = _get_lisibles(membre)
    for champ, valeur in (("auteur_nom", filtre.auteur), ("geste", filtre.geste), ("objet_type", filtre.objet_type)):
        if valeur:
            lignes = lignes.filter(**{champ: valeur})
    # The first and the last day of calendars bound nothing, and have no moment in UTC.
    if filtre.du and filtre.du > date.min:
        lignes = lignes.filter(at__gte=_get_debut(filtre.du))
    if filtre.au and filtre.au < date.max:
        lignes = lignes.filter(at__lt=_get_debut(filtre.au + timedelta(days=1)))
    return lignes


def _get_debut(jour: date) -> datetime:
    return timezone.make_aware(datetime.combine(jour, time.min))


def _build_lignes(membre: Membre, rows: list[Journal], with_disparus: bool) -> list[LigneLisible]:
    lectures = get_lectures(rows, membre.compte)
    return [_build_ligne(row, lectures.get(row.pk, Lecture.RESERVEE), with_disparus) for row in rows]


def _build_ligne(row: Journal, lecture: Lecture, with_disparus: bool) -> LigneLisible:
    is_nommee = lecture in (Lecture.OUVERTE, Lecture.NOMMEE) or (lecture is Lecture.DISPARUE and with_disparus)
    document, format = row.detail.get("document"), row.detail.get("format")
    is_document = row.geste == Geste.EXPORTER and isinstance(document, str)
    defini = "le document" if is_document else _get_defini(row.objet_type)
    # An invitation bears the address of the person: she is whom one invites.
    is_personne = row.geste == Geste.INVITER and is_nommee
    return LigneLisible(
        uuid=row.pk,
        at=row.at,
        auteur=row.auteur_nom,
        au_nom_de=row.au_nom_de,
        geste=row.geste_libelle,
        defini="" if is_personne else defini if is_nommee else defini or SANS_TYPE,
        type_libelle="Document" if is_document else _get_libelle(row.objet_type),
        titre=(str(document) if is_document else row.objet_libelle) if is_nommee else "",
        precision=str(format).upper() if is_document and format else "",
        is_phrase=not defini,
        is_ouverte=lecture is Lecture.OUVERTE and not is_document,
    )


def _get_libelle(cle: str) -> str:
    try:
        return objets.get(cle).libelle
    except TypeObjetInconnu:
        return SANS_TYPE.capitalize()


def _get_defini(cle: str) -> str:
    try:
        return objets.get(cle).defini
    except TypeObjetInconnu:
        return SANS_TYPE


def _sort(choix: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choix, key=lambda pair: (build_mots(pair[1]), pair[0]))

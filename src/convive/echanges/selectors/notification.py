"""Read a person's notifications: how many there are, and which ones, grouped by object."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.echanges.evenements import COMMENTAIRE
from convive.echanges.models import Notification, NotificationQuerySet, PreferenceNotification, Sourdine
from convive.espaces.memoire import open_memoires_membres
from convive.espaces.models import list_places
from convive.socle.evenements import EvenementInconnu, evenements
from convive.socle.objets import ObjetResolu, Reference, objets

MAX_NOTIFICATIONS = 200
CLOCHE = "cloche"
MAX_COMPTEES = 100
"""Stop counting here: the bell shows « 99+ » anyway."""


@dataclass(frozen=True, slots=True)
class Groupe:
    """Notifications of the same event on the same object: one sentence, and one page to open. `uuids` are theirs."""

    phrase: str
    url: str
    espace_uuid: UUID
    espace_nom: str
    at: datetime
    is_interne: bool
    is_lue: bool
    uuids: tuple[UUID, ...]

    @property
    def jour(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class JourNotifications:
    jour: date
    groupes: tuple[Groupe, ...]


def filter_visibles(compte: Compte, rows: NotificationQuerySet) -> NotificationQuerySet:
    """Among these rows, the compte's notifications about objects that it can still see.

    A small query first finds which types of objects are present: usually one or none, whereas a condition for every
    type would take longer than most pages.
    """
    siennes = rows.filter(compte=compte)
    cles = set(siennes.order_by().values_list("objet_type", flat=True).distinct())
    return siennes.visible_to(compte, cles=cles) if cles else siennes.none()


def count_non_lues(compte: Compte) -> int:
    """The number on the bell, shown on every page.

    It depends on the unread notifications and on what the person can still see. The count is cached per membre, like
    the home page (ADR 0019), until something is done in the espace or the membre changes. One small query if there is
    nothing unread; otherwise two, plus those of the count itself when it is not cached.
    """
    siennes = Notification.objects.all().non_lues().filter(compte=compte).order_by()
    etats = siennes.values_list("espace_id", "objet_type").annotate(Count("pk"), Max("created_at"))
    nouvelles: dict[UUID, str] = defaultdict(str)
    cles: dict[UUID, set[str]] = defaultdict(set)
    for espace, cle, nombre, last in sorted(etats, key=lambda etat: etat[1]):
        nouvelles[espace] += f"{cle} {nombre} {last.isoformat()} "
        cles[espace].add(cle)
    if not nouvelles:
        return 0
    places = {place.espace_id: place for place in list_places(compte) if place.espace_id in nouvelles}
    memoires = open_memoires_membres(places.values(), timezone.now(), CLOCHE)
    total = 0
    for espace, place in places.items():
        memoire = memoires[place.pk]
        rows = siennes.filter(espace=espace)
        total += memoire.get(nouvelles[espace], partial(_count_visibles, compte, rows, cles[espace]))
        memoire.save()
    return total


def _count_visibles(compte: Compte, rows: NotificationQuerySet, cles: Collection[str]) -> int:
    return len(rows.visible_to(compte, cles=cles).values_list("pk")[:MAX_COMPTEES])


def _get_url(row: Notification, objet: ObjetResolu) -> str:
    if row.discussion_id is not None:
        return reverse("echanges:discussion_detail", args=[row.espace_id, row.discussion_id])
    page = evenements.get(row.evenement).page
    return reverse(page, args=[row.espace_id]) if page else objet.url


def _build_groupe(rows: list[Notification], objet: ObjetResolu) -> Groupe:
    """`rows` are sorted newest first; the link of the group opens the oldest unread one."""
    premiere = next((row for row in reversed(rows) if not row.is_lue), rows[0])
    evenement = evenements.get(rows[0].evenement)
    phrase = evenement.build_phrase(objet=objet.libelle, auteur=rows[0].auteur_nom, nombre=len(rows))
    if rows[0].evenement == COMMENTAIRE and objet.reference.objet_type == "espace" and len(rows) == 1:
        phrase = f"{rows[0].auteur_nom} a écrit dans la discussion de l’espace"
    return Groupe(
        phrase=phrase,
        url=_get_url(premiere, objet),
        espace_uuid=rows[0].espace_id,
        espace_nom=rows[0].espace.nom,
        at=rows[0].created_at,
        is_interne=rows[0].is_interne,
        is_lue=all(row.is_lue for row in rows),
        uuids=tuple(row.pk for row in rows),
    )


def build_groupes(
    rows: Iterable[Notification], resolus: Mapping[Reference, ObjetResolu], *, by_jour: bool
) -> list[Groupe]:
    """Group notifications, newest first, by event, object, read or unread, shared or internal.

    A notification is left out if no package declares its event any more, or if its object is deleted.
    """
    groups: dict[tuple[object, ...], list[Notification]] = {}
    for row in rows:
        if row.reference not in resolus or not _is_declare(row.evenement):
            continue
        jour = timezone.localdate(row.created_at) if by_jour else None
        cle = (jour, row.espace_id, row.evenement, row.reference, row.is_interne, row.is_lue)
        groups.setdefault(cle, []).append(row)
    return [_build_groupe(group, resolus[group[0].reference]) for group in groups.values()]


def _is_declare(cle: str) -> bool:
    try:
        evenements.get(cle)
    except EvenementInconnu:
        return False
    return True


def list_notifications(compte: Compte, espace_uuid: UUID | None = None) -> list[JourNotifications]:
    """The latest notifications by day, in one espace or in all; one query, plus one per type of object."""
    rows = Notification.objects.filter(is_dans_convive=True)
    if espace_uuid is not None:
        rows = rows.filter(espace=espace_uuid)
    visibles = filter_visibles(compte, rows).select_related("espace")
    notifications = list(visibles.order_by("-created_at", "uuid")[:MAX_NOTIFICATIONS])
    resolus = objets.resolve_all([row.reference for row in notifications], compte)
    jours: dict[date, list[Groupe]] = {}
    for groupe in build_groupes(notifications, resolus, by_jour=True):
        jours.setdefault(groupe.jour, []).append(groupe)
    return [JourNotifications(jour, tuple(groupes)) for jour, groupes in jours.items()]


def get_preference(compte: Compte) -> PreferenceNotification:
    """The preferences of the person, or the defaults if she has never chosen; nothing is saved."""
    return PreferenceNotification.objects.filter(compte=compte).first() or PreferenceNotification(compte=compte)


def list_sourdines(compte: Compte) -> set[UUID]:
    return set(Sourdine.objects.filter(compte=compte).values_list("espace_id", flat=True))

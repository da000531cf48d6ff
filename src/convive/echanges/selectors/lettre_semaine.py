"""The contents of a person's weekly letter, and the list of people to send one to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from convive.comptes.models import Compte
from convive.echanges.models import (
    EtatLettre,
    LettreSemaine,
    Notification,
    NotificationQuerySet,
    PreferenceNotification,
)
from convive.echanges.rules import AGE_MAX_LETTRE, Semaine, is_adresse_reelle
from convive.echanges.selectors.notification import Groupe, build_groupes, filter_visibles, list_sourdines
from convive.espaces.memoire import open_memoires_membres
from convive.espaces.models import Membre
from convive.espaces.rules import get_lundi
from convive.espaces.selectors.espace import list_espaces
from convive.socle.formats import periode
from convive.socle.memoire import Memoire
from convive.socle.objets import ObjetResolu, Reference, objets
from convive.socle.taches import Tache, Urgence, taches

MAX_NOTIFICATIONS = 300
MAX_TACHES = 5
JOUR_PAR_DEFAUT = 1
"""Monday, as an ISO weekday: the day of the letter for people who have not chosen one."""


@dataclass(frozen=True, slots=True)
class PartieEspace:
    """What happened in one espace, and the person's tasks there; `path` is that of its home page."""

    nom: str
    uuid: UUID
    groupes: tuple[Groupe, ...]
    taches: tuple[Tache, ...]


@dataclass(frozen=True, slots=True)
class ContenuLettre:
    """`notifications` are the rows that the letter tells; they are attached to it when it is sent."""

    semaine: str
    parties: tuple[PartieEspace, ...]
    notifications: tuple[UUID, ...]

    @property
    def is_vide(self) -> bool:
        """Whether there is nothing to send: without news, only tasks that are late or dated justify a letter."""
        pressantes = any(tache.urgence <= Urgence.BIENTOT for partie in self.parties for tache in partie.taches)
        return not self.notifications and not pressantes

    @property
    def nombre_nouvelles(self) -> int:
        return sum(len(partie.groupes) for partie in self.parties)

    @property
    def nombre_taches(self) -> int:
        return sum(len(partie.taches) for partie in self.parties)


@dataclass(frozen=True, slots=True)
class DerniereLettre:
    """The news of the last letter, limited to what the person can still see."""

    date_envoi: datetime
    parties: tuple[PartieEspace, ...]


def get_derniere_lettre(compte: Compte) -> DerniereLettre | None:
    """The last letter sent, without its tasks, which may be done by now. None if no letter was ever sent."""
    lettre = LettreSemaine.objects.filter(compte=compte, etat=EtatLettre.ENVOYEE).first()
    if lettre is None or lettre.date_envoi is None:
        return None
    notifications, resolus = _read_notifications(compte, Notification.objects.filter(lettre=lettre))
    by_espace: dict[UUID, list[Groupe]] = {}
    for groupe in build_groupes(notifications, resolus, by_jour=False):
        by_espace.setdefault(groupe.espace_uuid, []).append(groupe)
    parties = (PartieEspace(siens[0].espace_nom, uuid, tuple(siens), ()) for uuid, siens in by_espace.items())
    return DerniereLettre(lettre.date_envoi, tuple(parties))


def build_contenu(compte: Compte, now: datetime) -> ContenuLettre:
    """The letter that this person would receive now, without what she has already read or can no longer see."""
    recentes = Notification.objects.filter(created_at__gte=now - AGE_MAX_LETTRE).pour_lettre()
    notifications, resolus = _read_notifications(compte, recentes)
    groupes = build_groupes(notifications, resolus, by_jour=False)
    parties = tuple(_build_parties(compte, groupes, now))
    lundi = get_lundi(timezone.localdate(now))
    told = {uuid for partie in parties for groupe in partie.groupes for uuid in groupe.uuids}
    return ContenuLettre(periode(lundi, lundi + timedelta(days=6)), parties, tuple(told))


def _read_notifications(
    compte: Compte, rows: NotificationQuerySet
) -> tuple[list[Notification], Mapping[Reference, ObjetResolu]]:
    """The person's notifications about objects that she can still see, newest first, and these objects."""
    visibles = filter_visibles(compte, rows).select_related("espace").order_by("-created_at", "uuid")
    notifications = list(visibles[:MAX_NOTIFICATIONS])
    return notifications, objets.resolve_all([row.reference for row in notifications], compte)


def _build_parties(compte: Compte, groupes: list[Groupe], now: datetime) -> Iterator[PartieEspace]:
    sourdines = list_sourdines(compte)
    places = [membre for membre in list_espaces(compte) if membre.espace_id not in sourdines]
    prefetch_related_objects(places, "thematiques")
    memoires = open_memoires_membres(places, now)
    for membre in places:
        membre.compte = compte
        siens = tuple(groupe for groupe in groupes if groupe.espace_uuid == membre.espace_id)
        attendues = () if membre.espace.is_expire else _list_attendues(membre, memoires[membre.pk], now)
        if siens or attendues:
            yield PartieEspace(membre.espace.nom, membre.espace_id, siens, attendues)


def _list_attendues(membre: Membre, memoire: Memoire, now: datetime) -> tuple[Tache, ...]:
    """The most pressing tasks of this membre, as on the home of the espace."""
    liste = taches.list_taches(membre, timezone.localdate(now), MAX_TACHES, memoire)
    memoire.save()
    return liste.maintenant


def list_destinataires(semaine: Semaine, today: date) -> list[Compte]:
    """People whose letter of this week is due and has certainly not been sent, sorted by e-mail address.

    A letter is due from the day that the person chose. Leaves out people who are not a membre of any espace, and
    addresses that cannot exist.
    """
    chosen = PreferenceNotification.objects.filter(compte=OuterRef("pk"))
    places = Membre.objects.en_cours().filter(compte=OuterRef("pk"))
    closes = LettreSemaine.objects.filter(compte=OuterRef("pk"), annee=semaine.annee, semaine=semaine.numero)
    closes = closes.exclude(pk__in=LettreSemaine.objects.a_envoyer().values("pk"))
    rows = (
        Compte.objects.filter(Exists(places), ~Exists(closes), is_active=True)
        .filter(~Exists(chosen) | Exists(chosen.filter(jour_lettre__isnull=False)))
        .annotate(jour=Coalesce(Subquery(chosen.values("jour_lettre")[:1]), JOUR_PAR_DEFAUT))
        .filter(Q(jour__lte=today.isoweekday()))
        .order_by("email")
    )
    return [compte for compte in rows if is_adresse_reelle(compte.email)]

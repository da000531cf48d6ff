"""What a page shows to a place, kept until something changes in its espace (ADR 0019): first of all its home.

The print is read from the database at each visit: an old piece cannot be served, by whichever web node it was built.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from convive.donnees.connexion import get_construction
from convive.donnees.erreurs import DonneesAbsentes
from convive.espaces.models import Membre, read_once
from convive.journal.selectors import list_etats_journal
from convive.socle.memoire import Memoire, open_memoires

ACCUEIL = "accueil"
DUREE = 2 * 60 * 60
"""Seconds: longer than the hour after which a print has changed anyway."""


def open_memoire(membre: Membre, now: datetime, page: str = ACCUEIL) -> Memoire:
    """The memory of one place, for its home or another page that the journal tells the changes of; one query."""
    return open_memoires_membres([membre], now, page)[membre.pk]


def open_memoires_membres(membres: Iterable[Membre], now: datetime, page: str = ACCUEIL) -> Mapping[UUID, Memoire]:
    """The memory of each place, with its espace and its thématiques; one query for all."""
    places = {str(membre.pk): membre for membre in membres}
    local = timezone.localtime(now)
    # What was written since yesterday morning: a print of today knows all that was written before.
    depuis = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    etats = _list_etats(places.values(), depuis)
    commun = f"{local:%Y-%m-%d %H} {_get_construction()}"
    empreintes = {
        f"{page}_{cle}": _build_empreinte(membre, f"{commun} {etats[membre.espace_id]}")
        for cle, membre in places.items()
    }
    if settings.DEBUG:
        # A template that is being written is read again at each visit.
        return {membre.pk: Memoire("", "", 0) for membre in places.values()}
    memoires = open_memoires(empreintes, DUREE)
    return {membre.pk: memoires[f"{page}_{cle}"] for cle, membre in places.items()}


def _list_etats(membres: Collection[Membre], depuis: datetime) -> Mapping[UUID, str]:
    """The state of the journal of each espace; a page that opens its own memory and that of the bell reads it once."""
    if len(membres) != 1:
        return list_etats_journal([membre.espace_id for membre in membres], depuis)
    (membre,) = membres
    etat = read_once(membre, "etat_journal", lambda: list_etats_journal([membre.espace_id], depuis)[membre.espace_id])
    return {membre.espace_id: etat}


def _build_empreinte(membre: Membre, etat: str) -> str:
    """The place, what it may see, its espace: even what would change without a line of the journal."""
    espace, limites = membre.espace, membre.limites
    parts = [
        etat,
        *(membre.compte_id, membre.role, membre.date_debut, membre.date_fin),
        *(sorted(limites.communes), sorted(str(thematique) for thematique in limites.thematiques)),
        *(espace.pk, espace.nom, espace.type, espace.expire_le, espace.date_suppression),
    ]
    return sha256("|".join(str(part) for part in parts).encode()).hexdigest()


def _get_construction() -> str:
    try:
        return get_construction()
    except DonneesAbsentes:
        return ""

"""What to request, how long to wait, what a new file changes. Pure: no network, no disk, no clock."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import urlsplit

ESSAIS_MAX = 6
ATTENTE_MAX_SECONDES = 120.0
STATUTS_A_REESSAYER = frozenset({408, 425, 429, 500, 502, 503, 504})

INTERVALLES_SECONDES = {"api.insee.fr": 2.0, "recherche-entreprises.api.gouv.fr": 0.15}
"""The minimum interval between two requests to a host. The INSEE API allows 30 per minute, the other one 7 per
second."""
INTERVALLE_SECONDES = 0.25


class Changement(StrEnum):
    """What a download has changed in the dépôt."""

    NOUVEAU = "nouveau"
    NOUVEAU_MILLESIME = "nouveau_millesime"
    REVISE = "revise"
    IDENTIQUE = "identique"
    SCHEMA_CHANGE = "schema_change"
    ECHEC = "echec"


PHRASES = {
    Changement.NOUVEAU: "nouveau fichier",
    Changement.NOUVEAU_MILLESIME: "nouveau millésime",
    Changement.REVISE: "fichier révisé, mêmes millésimes",
    Changement.IDENTIQUE: "rien de nouveau",
    Changement.SCHEMA_CHANGE: "la forme du fichier a changé",
    Changement.ECHEC: "téléchargement impossible",
}
ECHECS = frozenset({Changement.SCHEMA_CHANGE, Changement.ECHEC})
GARDE = ", l’ancien fichier est gardé"
"""Added to the message of a failure, only if there is an old file."""


@dataclass(frozen=True)
class Attente:
    """A wait before the next attempt, and why. `essai` is the number of the coming attempt, from 1."""

    cause: str
    secondes: float
    essai: int
    essais: int

    @property
    def phrase(self) -> str:
        """For a terminal or a page: « le serveur répond 503, nouvel essai dans 4 s (3 sur 6) »."""
        return f"{self.cause}, nouvel essai dans {self.secondes:.0f}\u00a0s ({self.essai} sur {self.essais})"


@dataclass(frozen=True)
class Panne:
    """A service for which every attempt failed. `is_muette`: it did not respond at all, or refused more requests."""

    cause: str
    is_muette: bool

    def get_phrase(self, service: str) -> str:
        """Why a file of this service was not even requested."""
        return f"non demandé, {service} est laissé de côté jusqu’au prochain téléchargement ({self.cause})"


def compute_attente(essai: int, retry_after: str | None, maintenant: datetime) -> float:
    """Seconds to wait before the next attempt: what the server asks for (seconds or a date), or else 1, 2, 4, 8…

    >>> compute_attente(3, None, datetime(2026, 1, 1))
    4.0
    >>> compute_attente(1, "7", datetime(2026, 1, 1))
    7.0
    """
    demande = float(2 ** (essai - 1))
    if retry_after is not None:
        texte = retry_after.strip()
        if texte.isdecimal():
            demande = float(texte)
        else:
            # For an invalid date, or one without a time zone, use our own delay.
            with suppress(TypeError, ValueError):
                demande = (parsedate_to_datetime(texte) - maintenant).total_seconds()
    return min(max(demande, 0.0), ATTENTE_MAX_SECONDES)


def get_intervalle(hote: str) -> float:
    """The minimum interval between two requests to a host, in seconds."""
    return INTERVALLES_SECONDES.get(hote, INTERVALLE_SECONDES)


def compute_url(url: str, miroir: str) -> str:
    """The URL to request: the official one, or its equivalent on a mirror (https://miroir/hote/chemin).

    >>> compute_url("https://api.insee.fr/melodi/data/X?page=2", "http://127.0.0.1:8000/")
    'http://127.0.0.1:8000/api.insee.fr/melodi/data/X?page=2'
    """
    if not miroir or url.startswith(miroir):
        return url
    return f"{miroir.rstrip('/')}/{url.partition('://')[2]}"


def can_follow(depart: str, arrivee: str) -> bool:
    """Whether to follow a redirect: never from HTTPS to HTTP."""
    return urlsplit(arrivee).scheme == "https" or urlsplit(depart).scheme == "http"


def compute_entetes(
    *, etag: str, last_modified: str, octets_partiels: int, is_present: bool, valideur_partiel: str
) -> dict[str, str]:
    """The headers of the next request.

    A partial file is resumed if it is still the same; a complete file is only requested if it has changed; otherwise
    everything is requested.
    """
    # No compression: lengths and ranges are meaningless for a body compressed on the fly.
    entetes = {"Accept-Encoding": "identity"}
    if octets_partiels and valideur_partiel:
        return entetes | {"Range": f"bytes={octets_partiels}-", "If-Range": valideur_partiel}
    if is_present and etag:
        return entetes | {"If-None-Match": etag}
    if is_present and last_modified:
        return entetes | {"If-Modified-Since": last_modified}
    return entetes


def get_valideur(entetes: Mapping[str, str]) -> str:
    """The validator that allows a download to be resumed: a strong ETag, or the date."""
    etag = entetes.get("etag", "")
    return etag if etag and not etag.startswith("W/") else entetes.get("last-modified", "")


def compute_changement(
    *, ancien_sha256: str, sha256: str, anciens_millesimes: Sequence[int], millesimes: Sequence[int]
) -> Changement:
    """What a valid new file changes."""
    if not ancien_sha256:
        return Changement.NOUVEAU
    if ancien_sha256 == sha256:
        return Changement.IDENTIQUE
    if set(millesimes) - set(anciens_millesimes):
        return Changement.NOUVEAU_MILLESIME
    return Changement.REVISE

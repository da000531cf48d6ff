"""What to ask a server, how long to wait, what a new file changes: no network, no disk, no clock here."""

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
"""At least this long between two requests to a host: 30 a minute for the API of INSEE, 7 a second."""
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
"""Said after a failure when there is an old file, and only then."""


@dataclass(frozen=True)
class Attente:
    """A wait before the next try of a request, and why. `essai` counts from 1, the try to come."""

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
    """A service that failed through every try. `is_muette`: it did not answer at all, or asked to be left alone."""

    cause: str
    is_muette: bool

    def get_phrase(self, service: str) -> str:
        """Why a file of this service was not even asked for."""
        return f"non demandé, {service} est laissé de côté jusqu’au prochain téléchargement ({self.cause})"


def compute_attente(essai: int, retry_after: str | None, maintenant: datetime) -> float:
    """Seconds to wait before the next try: what the server asks (seconds or a date), else 1, 2, 4, 8…

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
            # A date that is none, or that has no time zone: our own rhythm.
            with suppress(TypeError, ValueError):
                demande = (parsedate_to_datetime(texte) - maintenant).total_seconds()
    return min(max(demande, 0.0), ATTENTE_MAX_SECONDES)


def get_intervalle(hote: str) -> float:
    """Seconds between two requests to a host."""
    return INTERVALLES_SECONDES.get(hote, INTERVALLE_SECONDES)


def compute_url(url: str, miroir: str) -> str:
    """The address asked for: the official one, or the same under a mirror (https://miroir/hote/chemin).

    >>> compute_url("https://api.insee.fr/melodi/data/X?page=2", "http://127.0.0.1:8000/")
    'http://127.0.0.1:8000/api.insee.fr/melodi/data/X?page=2'
    """
    if not miroir or url.startswith(miroir):
        return url
    return f"{miroir.rstrip('/')}/{url.partition('://')[2]}"


def can_follow(depart: str, arrivee: str) -> bool:
    """Whether a redirection is followed: never from an encrypted address to one that is not."""
    return urlsplit(arrivee).scheme == "https" or urlsplit(depart).scheme == "http"


def compute_entetes(
    *, etag: str, last_modified: str, octets_partiels: int, is_present: bool, valideur_partiel: str
) -> dict[str, str]:
    """Headers of the next request.

    A file cut half-way is resumed, provided that it is still the same; a file that is there is asked for only if it has
    changed; otherwise everything is asked for.
    """
    # Bytes as they are: a length and a range mean nothing over a body compressed on the fly.
    entetes = {"Accept-Encoding": "identity"}
    if octets_partiels and valideur_partiel:
        return entetes | {"Range": f"bytes={octets_partiels}-", "If-Range": valideur_partiel}
    if is_present and etag:
        return entetes | {"If-None-Match": etag}
    if is_present and last_modified:
        return entetes | {"If-Modified-Since": last_modified}
    return entetes


def get_valideur(entetes: Mapping[str, str]) -> str:
    """What allows a download to be resumed: a strong ETag, or the date."""
    etag = entetes.get("etag", "")
    return etag if etag and not etag.startswith("W/") else entetes.get("last-modified", "")


def compute_changement(
    *, ancien_sha256: str, sha256: str, anciens_millesimes: Sequence[int], millesimes: Sequence[int]
) -> Changement:
    """What a file that reads well changes."""
    if not ancien_sha256:
        return Changement.NOUVEAU
    if ancien_sha256 == sha256:
        return Changement.IDENTIQUE
    if set(millesimes) - set(anciens_millesimes):
        return Changement.NOUVEAU_MILLESIME
    return Changement.REVISE

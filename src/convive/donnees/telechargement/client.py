"""Polite HTTP requests: one at a time per host, with a minimum interval, and retried after a failure."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from convive.donnees.erreurs import TelechargementImpossible
from convive.donnees.telechargement.rules import (
    ESSAIS_MAX,
    STATUTS_A_REESSAYER,
    Attente,
    Panne,
    can_follow,
    compute_attente,
    compute_url,
    get_intervalle,
)

_DELAIS = httpx.Timeout(30.0, connect=15.0)
_REDIRECTIONS_MAX = 5
STATUT_QUOTA = 429
_OCTETS_JSON_MAX = 200 * 1024 * 1024


class _AReessayer(Exception):
    """A failure that may be temporary; `retry_after` is what the server asked for, `is_quota` if it refused more
    requests."""

    def __init__(self, cause: str, retry_after: str | None = None, *, is_quota: bool = False) -> None:
        super().__init__(cause)
        self.retry_after = retry_after
        self.is_quota = is_quota


def notify_attente(attente: Attente) -> None:
    """The default callback for waits, which does nothing."""


@dataclass
class Client:
    """A download session. Tests replace `wait` and `now`; `notify` is called before each wait."""

    miroir: str = ""
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    notify: Callable[[Attente], None] = notify_attente
    _http: httpx.Client = field(init=False)
    _dernieres: dict[str, datetime] = field(default_factory=dict)
    _pannes: dict[str, Panne] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._http = httpx.Client(
            timeout=_DELAIS, headers={"User-Agent": "Convive (logiciel libre, donnees publiques)"}
        )

    def close(self) -> None:
        self._http.close()

    def retry[T](self, url: str, action: Callable[[], T]) -> T:
        """The result of an action on a URL, retried after temporary failures. Raise TelechargementImpossible in the
        end.

        A service that never responded is not tried again in this session. One that responded with errors is tried once
        for each of its other files, without waiting, since the next file may be available.
        """
        service = urlsplit(url).hostname or ""
        panne = self._pannes.get(service)
        if panne is not None and panne.is_muette:
            raise TelechargementImpossible(url, panne.get_phrase(service))
        essais = ESSAIS_MAX if panne is None else 1
        for essai in range(1, essais + 1):
            retry_after, is_muette = None, False
            try:
                resultat = action()
            except _AReessayer as error:
                cause, retry_after, is_muette = str(error), error.retry_after, error.is_quota
            except httpx.TimeoutException:
                cause, is_muette = "le serveur ne répond pas à temps", True
            except httpx.ConnectError:
                cause, is_muette = "la connexion a échoué ou a été coupée", True
            except httpx.TransportError:
                cause = "la connexion a échoué ou a été coupée"
            except httpx.HTTPError as error:
                raise TelechargementImpossible(url, f"réponse incompréhensible ({error})") from error
            else:
                self._pannes.pop(service, None)
                return resultat
            if essai < essais:
                secondes = compute_attente(essai, retry_after, self.now())
                self.notify(Attente(cause, secondes, essai + 1, essais))
                self.wait(secondes)
        if panne is None:
            self._pannes[service] = Panne(cause, is_muette)
            raise TelechargementImpossible(url, f"{cause}, après {ESSAIS_MAX} essais")
        self._pannes[service] = Panne(panne.cause, is_muette)
        raise TelechargementImpossible(url, f"{cause}, comme pour le fichier précédent\u00a0: un seul essai")

    @contextmanager
    def open_reponse(self, url: str, entetes: Mapping[str, str]) -> Iterator[httpx.Response]:
        """The streamed response to a GET, following redirects. A temporary status is left to `retry`; raise
        TelechargementImpossible for any other error."""
        depart = compute_url(url, self.miroir)
        actuelle = depart
        for _ in range(_REDIRECTIONS_MAX + 1):
            self._wait_tour(actuelle)
            with self._http.stream("GET", actuelle, headers=dict(entetes)) as reponse:
                if reponse.has_redirect_location:
                    suivante = str(reponse.next_request.url) if reponse.next_request else ""
                    if not can_follow(actuelle, suivante):
                        raise TelechargementImpossible(
                            url, "le serveur renvoie vers une adresse qui n’est pas chiffrée"
                        )
                    actuelle = suivante
                    continue
                if reponse.status_code in STATUTS_A_REESSAYER:
                    raise _AReessayer(
                        f"le serveur répond {reponse.status_code}",
                        reponse.headers.get("retry-after"),
                        is_quota=reponse.status_code == STATUT_QUOTA,
                    )
                if reponse.status_code >= 400 and reponse.status_code != 416:
                    raise TelechargementImpossible(url, f"le serveur répond {reponse.status_code}")
                yield reponse
                return
        raise TelechargementImpossible(url, "trop de redirections")

    def get_json(self, url: str) -> Any:
        """The JSON response of an API."""

        def read() -> Any:
            with self.open_reponse(url, {"Accept": "application/json"}) as reponse:
                octets = bytearray()
                for morceau in reponse.iter_bytes():
                    octets += morceau
                    if len(octets) > _OCTETS_JSON_MAX:
                        raise TelechargementImpossible(url, "la réponse est démesurée")
            try:
                return httpx.Response(200, content=bytes(octets)).json()
            except ValueError as error:
                raise TelechargementImpossible(url, "la réponse n’est pas du JSON") from error

        return self.retry(url, read)

    def _wait_tour(self, url: str) -> None:
        hote = urlsplit(url).hostname or ""
        # With a mirror, the interval is that of the mirror's host.
        derniere = self._dernieres.get(hote)
        if derniere is not None:
            reste = get_intervalle(hote) - (self.now() - derniere).total_seconds()
            if reste > 0:
                self.wait(reste)
        self._dernieres[hote] = self.now()

"""Downloads one file to the hidden folder of the dépôt: streamed, resumable, and complete or refused."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx

from convive.donnees.ecriture import record_sur_disque
from convive.donnees.erreurs import TelechargementImpossible
from convive.donnees.telechargement.client import Client
from convive.donnees.telechargement.etat import Casier, EtatFichier
from convive.donnees.telechargement.rules import compute_entetes, get_valideur

OCTETS_MAX = 2 * 1024 * 1024 * 1024

type Octets = Callable[[int, int | None], None]
"""Called with the number of bytes received and, if the server gives it, the number expected."""


@dataclass(frozen=True)
class Recu:
    """A complete file in the hidden folder; `is_inchange` if the server has nothing newer."""

    etag: str = ""
    last_modified: str = ""
    is_inchange: bool = False


def fetch_fichier(client: Client, casier: Casier, fichier: str, url: str, ancien: EtatFichier, suivi: Octets) -> Recu:
    """Download the whole file to `casier.get_partiel`; after a failure, what was received is kept to be resumed."""
    casier.dossier.mkdir(parents=True, exist_ok=True)
    partiel = casier.get_partiel(fichier)

    def read() -> Recu:
        suite = casier.get_suite(fichier)
        valideur = str(suite.get("valideur", "")) if suite.get("url") == url else ""
        octets = partiel.stat().st_size if valideur and partiel.exists() else 0
        entetes = compute_entetes(
            etag=ancien.etag,
            last_modified=ancien.last_modified,
            octets_partiels=octets,
            is_present=bool(ancien.sha256),
            valideur_partiel=valideur,
        )
        with client.open_reponse(url, entetes) as reponse:
            if reponse.status_code == 304 and ancien.sha256:
                return Recu(is_inchange=True)
            if reponse.status_code == 416:
                # The partial file is longer than the file on the server: start again.
                casier.delete_partiel(fichier)
                raise httpx.ReadError("")
            is_suite = reponse.status_code == 206 and octets > 0
            if reponse.status_code not in (200, 206) or (reponse.status_code == 206 and not is_suite):
                raise TelechargementImpossible(url, f"le serveur répond {reponse.status_code}")
            _record(reponse, casier, fichier, url, octets if is_suite else 0, suivi)
            return Recu(reponse.headers.get("etag", ""), reponse.headers.get("last-modified", ""))

    return client.retry(url, read)


def _record(reponse: httpx.Response, casier: Casier, fichier: str, url: str, debut: int, suivi: Octets) -> None:
    attendus = _compute_attendus(reponse, debut)
    partiel = casier.get_partiel(fichier)
    if not debut:
        casier.delete_partiel(fichier)
    casier.record_suite(fichier, url=url, valideur=get_valideur(reponse.headers))
    recus = debut
    with partiel.open("ab") as sortie:
        for morceau in reponse.iter_raw():
            recus += len(morceau)
            if recus > OCTETS_MAX:
                raise TelechargementImpossible(url, f"le fichier dépasse {OCTETS_MAX // 2**30} Go")
            sortie.write(morceau)
            suivi(recus, attendus)
    if attendus is not None and recus != attendus:
        # httpx already raises if the body is shorter than announced; this detects an inconsistent range.
        casier.delete_partiel(fichier)
        raise httpx.ReadError("")
    if not recus:
        raise TelechargementImpossible(url, "le serveur a envoyé un fichier vide")
    record_sur_disque(partiel)


def _compute_attendus(reponse: httpx.Response, debut: int) -> int | None:
    longueur = reponse.headers.get("content-length", "")
    return debut + int(longueur) if longueur.isdecimal() else None

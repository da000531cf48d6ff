"""Downloads the URLs declared by the sources into the dépôt, and says what each file changes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Adresse, NatureAdresse, Resultat
from convive.donnees.depot import compute_empreinte
from convive.donnees.ecriture import get_verrou, record_sur_disque
from convive.donnees.erreurs import FichierIllisible, TelechargementImpossible
from convive.donnees.telechargement.client import Client
from convive.donnees.telechargement.etat import DOSSIER, Casier, EtatFichier
from convive.donnees.telechargement.fichier import Octets, Recu, fetch_fichier
from convive.donnees.telechargement.melodi import fetch_cube
from convive.donnees.telechargement.rules import ECHECS, GARDE, PHRASES, Attente, Changement, compute_changement

type Lecture = Callable[[Path, CodeOfficielGeographique], Resultat]
type Suivi = Callable[[str, str, int, int | None], None]
"""Called with the source, the file, the bytes received and the bytes expected (None if unknown)."""


def notify_telechargement(source: str, fichier: str, recus: int, attendus: int | None) -> None:
    """The default callback for received bytes, which does nothing."""


def notify_etape(source: str, fichier: str, attente: Attente) -> None:
    """The default callback for waits, which does nothing."""


def notify_bilan(bilan: "Telechargement", fait: int, total: int) -> None:
    """The default callback for finished files, which does nothing."""


@dataclass(frozen=True)
class Telechargement:
    """The outcome for one URL."""

    source: str
    fichier: str
    url: str
    changement: Changement
    octets: int = 0
    millesimes: Sequence[int] = ()
    anciens_millesimes: Sequence[int] = ()
    cause: str = ""
    is_garde: bool = False
    """Whether an older file was there, which stays in place after a failure."""

    @property
    def phrase(self) -> str:
        """The change as a sentence, for a terminal."""
        texte = PHRASES[self.changement]
        if self.is_garde:
            texte += GARDE
        if self.changement == Changement.NOUVEAU_MILLESIME:
            nouveaux = sorted(set(self.millesimes) - set(self.anciens_millesimes))
            texte += f" ({', '.join(map(str, nouveaux))})"
        return f"{texte}\u00a0: {self.cause}" if self.cause else texte


@dataclass(frozen=True)
class Etapes:
    """The callbacks of a session: bytes received, waits, then the outcome of each file and how many are done."""

    octets: Suivi = notify_telechargement
    attente: Callable[[str, str, Attente], None] = notify_etape
    bilan: Callable[[Telechargement, int, int], None] = notify_bilan


@dataclass
class Moteur:
    """A session that downloads `total` files into a dépôt."""

    client: Client
    depot_dir: Path
    cog: CodeOfficielGeographique
    today: date
    etapes: Etapes
    total: int
    faits: int = 0
    casier: Casier = field(init=False)

    def __post_init__(self) -> None:
        self.casier = Casier(self.depot_dir)

    def fetch(
        self, identifiant: str, adresses: Sequence[Adresse], motifs: Sequence[str], build: Lecture
    ) -> list[Telechargement]:
        """Download every URL of one source. A failure is reported in the result, and does not stop the others."""
        bilans = []
        with get_verrou(self.depot_dir / DOSSIER):
            for adresse in adresses:
                bilan = self._fetch_une(identifiant, adresse, motifs, build)
                if bilan.changement in ECHECS:
                    bilan = replace(bilan, is_garde=self.casier.get_cible(bilan.fichier).is_file())
                bilans.append(bilan)
                self.faits += 1
                self.etapes.bilan(bilan, self.faits, self.total)
        return bilans

    def _fetch_une(self, identifiant: str, adresse: Adresse, motifs: Sequence[str], build: Lecture) -> Telechargement:
        fichier = adresse.fichier.replace("{annee}", str(self.today.year))
        bilan = Telechargement(identifiant, fichier, adresse.url, Changement.ECHEC)
        self.client.notify = partial(self.etapes.attente, identifiant, fichier)
        try:
            url, fichier = self._resolve(adresse, fichier)
            bilan = replace(bilan, fichier=fichier, url=url)
            if not any(fnmatch(fichier.lower(), motif.lower()) for motif in motifs):
                raise TelechargementImpossible(url, f"« {fichier} » n’est pas un nom que la source reconnaît")
            ancien = self.casier.get_etat(fichier)
            bilan = replace(bilan, anciens_millesimes=self.casier.get_dernier_etat(fichier).millesimes)
            recu = self._fetch_octets(adresse, fichier, url, ancien, self._build_suivi(identifiant, fichier))
        except TelechargementImpossible as error:
            return replace(bilan, cause=error.cause)
        except FichierIllisible as error:
            self.casier.delete_partiel(bilan.fichier)
            return replace(bilan, changement=Changement.SCHEMA_CHANGE, cause=str(error))
        if recu.is_inchange:
            return replace(bilan, changement=Changement.IDENTIQUE, millesimes=ancien.millesimes, octets=ancien.taille)
        return self._record(bilan, recu, ancien, build)

    def _build_suivi(self, identifiant: str, fichier: str) -> Octets:
        return lambda recus, attendus: self.etapes.octets(identifiant, fichier, recus, attendus)

    def _fetch_octets(self, adresse: Adresse, fichier: str, url: str, ancien: EtatFichier, suivi: Octets) -> Recu:
        if adresse.nature == NatureAdresse.MELODI:
            return fetch_cube(self.client, self.casier, fichier, url, suivi)
        return fetch_fichier(self.client, self.casier, fichier, url, ancien, suivi)

    def _resolve(self, adresse: Adresse, fichier: str) -> tuple[str, str]:
        """The URL of the file itself, and its name. For a dataset, data.gouv.fr says which resource is the latest."""
        if adresse.nature != NatureAdresse.JEU:
            return adresse.url, fichier
        ressource = choose_ressource(adresse.url, self.client.get_json(adresse.url), adresse.format)
        return str(ressource["url"]), fichier.replace("{date}", str(ressource["last_modified"])[:10].replace("-", ""))

    def _record(self, bilan: Telechargement, recu: Recu, ancien: EtatFichier, build: Lecture) -> Telechargement:
        """Check the file by reading it, then move it into place."""
        partiel, cible = self.casier.get_partiel(bilan.fichier), self.casier.get_cible(bilan.fichier)
        sha256 = compute_empreinte(partiel)
        octets = partiel.stat().st_size
        # Read it under its final name, which may give the level or the year.
        essai = self.casier.dossier / bilan.fichier
        partiel.replace(essai)
        try:
            millesimes = build(essai, self.cog).millesimes
        except FichierIllisible as error:
            essai.replace(self.casier.get_refuse(bilan.fichier))
            self.casier.delete_partiel(bilan.fichier)
            return replace(bilan, changement=Changement.SCHEMA_CHANGE, octets=octets, cause=str(error))
        changement = compute_changement(
            ancien_sha256=ancien.sha256,
            sha256=sha256,
            anciens_millesimes=bilan.anciens_millesimes,
            millesimes=millesimes,
        )
        essai.replace(cible)
        record_sur_disque(self.depot_dir)
        self.casier.delete_partiel(bilan.fichier)
        self.casier.get_refuse(bilan.fichier).unlink(missing_ok=True)
        self.casier.record_etat(
            bilan.fichier,
            EtatFichier(
                url=bilan.url,
                etag=recu.etag,
                last_modified=recu.last_modified,
                sha256=sha256,
                taille=octets,
                millesimes=list(millesimes),
                fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )
        return replace(bilan, changement=changement, octets=octets, millesimes=millesimes)


def choose_ressource(url: str, jeu: Any, format_voulu: str) -> dict[str, Any]:
    """The most recent resource in this format of a data.gouv.fr dataset. Raise TelechargementImpossible if none."""
    try:
        ressources = [
            ressource
            for ressource in jeu["resources"]
            if str(ressource.get("format", "")).lower() == format_voulu
            and ressource["url"]
            and re.match(r"\d{4}-\d\d-\d\d", str(ressource["last_modified"]))
        ]
    except (KeyError, TypeError, AttributeError):
        raise TelechargementImpossible(url, "la fiche du jeu de données n’a pas la forme attendue") from None
    if not ressources:
        raise TelechargementImpossible(url, f"le jeu de données n’a pas de fichier {format_voulu}")
    return max(ressources, key=lambda ressource: str(ressource["last_modified"]))

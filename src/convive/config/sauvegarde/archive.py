"""The backup file: the database, the files that people uploaded, the secret key, and a manifest with checksums.

Figures, caches and static files are left out, because `convive prepare` rebuilds them.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from convive.config.histoire import list_migrations
from convive.config.sauvegarde.base import SauvegardeRefusee, get_base
from convive.config.verrou import try_verrou
from convive.socle.disque import get_cause_disque

FORMAT, VERSION = "convive-sauvegarde", 1
MANIFESTE = "manifeste.json"
CLE = "cle_secrete"
FICHIERS = "fichiers/"
PREFIXE, SUFFIXE = "convive-", ".tar.gz"
PREFIXE_AVANT = "avant-restauration-"
PREFIXE_EN_COURS, PARTIEL = ".convive-", ".partiel"
OCTETS_LUS = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sauvegarde:
    """The manifest of a backup. `empreintes` maps the name of each file to its SHA-256."""

    fichier: Path
    date: datetime
    base: str
    migrations: frozenset[str]
    empreintes: dict[str, str]

    @property
    def nombre_fichiers(self) -> int:
        """The number of uploaded files."""
        return sum(name.startswith(FICHIERS) for name in self.empreintes)


def write_sauvegarde(dossier: Path, prefixe: str = PREFIXE) -> Sauvegarde:
    """Write a backup in this folder, named after the date and time and readable only by its owner.

    The file gets its name only once it is complete. Raise SauvegardeRefusee if the database cannot be read, or if the
    folder cannot be written to.
    """
    base, now = get_base(), timezone.localtime()
    base.validate_outils()
    target = dossier / f"{prefixe}{now:%Y-%m-%d-%H%M%S}{SUFFIXE}"
    partial = target.with_name(f"{target.name}{PARTIEL}")
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        with try_verrou(dossier) as is_seule:
            if not is_seule:
                raise SauvegardeRefusee(f"Une autre sauvegarde s’écrit dans {dossier} : attendez qu’elle finisse.")
            _delete_restes(dossier)
            partial.touch(mode=0o600)
            with tempfile.TemporaryDirectory(dir=dossier, prefix=PREFIXE_EN_COURS) as folder:
                dump = Path(folder) / base.fichier
                base.write(dump)
                manifeste = _write_archive(partial, {base.fichier: dump, **_list_fichiers()}, base.fichier, now)
            partial.replace(target)
    except OSError as error:
        raise SauvegardeRefusee(f"Impossible d’écrire dans {dossier} : {get_cause_disque(error)}.") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return _build(target, manifeste)


def _delete_restes(dossier: Path) -> None:
    """Remove what a killed backup has left behind. The caller holds the lock of the folder, so no backup is running."""
    for reste in (*dossier.glob(f"{PREFIXE_EN_COURS}*"), *dossier.glob(f"*{SUFFIXE}{PARTIEL}")):
        shutil.rmtree(reste) if reste.is_dir() else reste.unlink()


def _write_archive(path: Path, sources: dict[str, Path], base: str, now: datetime) -> dict[str, Any]:
    """Write the archive, its manifest last, and flush it to disk. Return the manifest."""
    empreintes: dict[str, str] = {}
    manifeste = {
        "format": FORMAT,
        "version": VERSION,
        "date": now.isoformat(),
        "base": base,
        "migrations": sorted(f"{app}.{name}" for app, name in list_migrations()),
        "empreintes": empreintes,
    }
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        for name, source in sources.items():
            try:
                with source.open("rb") as stream:
                    empreintes[name] = compute_empreinte(stream)
                archive.add(source, arcname=name, recursive=False)
            except FileNotFoundError:
                # Somebody has deleted it in the meantime.
                empreintes.pop(name, None)
        _add(archive, MANIFESTE, json.dumps(manifeste, ensure_ascii=False, indent=1).encode())
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    return manifeste


def delete_anciennes(dossier: Path, garder: int) -> list[Path]:
    """Delete all but the `garder` latest backups of a folder, and return them; other files stay."""
    anciennes = sorted(dossier.glob(f"{PREFIXE}[0-9]*{SUFFIXE}"))[:-garder]
    for path in anciennes:
        path.unlink()
    return anciennes


def read_sauvegarde(fichier: Path) -> Sauvegarde:
    """Read a whole backup and verify every checksum. Raise SauvegardeRefusee if it is damaged or not one of ours."""
    found: dict[str, str] = {}
    manifeste: Any = None
    try:
        with tarfile.open(fichier, "r:gz") as archive:
            for member, stream in _iterate(archive):
                if member.name == MANIFESTE:
                    manifeste = json.load(stream)
                else:
                    found[member.name] = compute_empreinte(stream)
    except OSError as error:
        raise SauvegardeRefusee(
            f"{fichier.name} ne se lit pas : {get_cause_disque(error) if error.errno else 'fichier abîmé'}."
        ) from error
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise SauvegardeRefusee(f"{fichier.name} est abîmé, ou n’est pas une sauvegarde de Convive.") from error
    if not isinstance(manifeste, dict) or manifeste.get("format") != FORMAT:
        raise SauvegardeRefusee(f"{fichier.name} n’est pas une sauvegarde de Convive.")
    if manifeste["version"] != VERSION:
        raise SauvegardeRefusee(f"{fichier.name} est en version {manifeste['version']} ; celle-ci lit la {VERSION}.")
    if manifeste["empreintes"] != found:
        raise SauvegardeRefusee(f"{fichier.name} est abîmé : son contenu ne correspond pas à ses empreintes.")
    return _build(fichier, manifeste)


def _list_fichiers() -> dict[str, Path]:
    """The uploaded files, and the secret key of an embedded install, by name in the backup."""
    racine, cle = Path(settings.MEDIA_ROOT), settings.VAR_DIR / CLE
    files = {f"{FICHIERS}{p.relative_to(racine).as_posix()}": p for p in sorted(racine.rglob("*")) if p.is_file()}
    return {CLE: cle, **files} if cle.exists() else files


def _iterate(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for member in archive:
        stream = archive.extractfile(member)
        if stream is None:
            raise tarfile.TarError(f"{member.name} is no file")
        yield member, stream


def compute_empreinte(stream: IO[bytes]) -> str:
    """The SHA-256 of the rest of the stream."""
    digest = hashlib.sha256()
    while block := stream.read(OCTETS_LUS):
        digest.update(block)
    return digest.hexdigest()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


def _build(fichier: Path, manifeste: dict[str, Any]) -> Sauvegarde:
    return Sauvegarde(
        fichier,
        datetime.fromisoformat(manifeste["date"]),
        manifeste["base"],
        frozenset(manifeste["migrations"]),
        dict(manifeste["empreintes"]),
    )

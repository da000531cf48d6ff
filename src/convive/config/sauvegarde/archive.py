"""The file of a backup: the database, the files that people brought, the secret key, and a manifest with prints.

Figures, caches and files of the interface are not in it: `convive prepare` makes them again.
"""

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from convive.config.sauvegarde.base import SauvegardeRefusee, get_base

FORMAT, VERSION = "convive-sauvegarde", 1
MANIFESTE = "manifeste.json"
CLE = "cle_secrete"
FICHIERS = "fichiers/"
PREFIXE, SUFFIXE = "convive-", ".tar.gz"
OCTETS_LUS = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sauvegarde:
    """What a backup says of itself. `empreintes` gives the SHA-256 of each file by its name."""

    fichier: Path
    date: datetime
    base: str
    migrations: frozenset[str]
    empreintes: dict[str, str]

    @property
    def nombre_fichiers(self) -> int:
        """How many files brought by people."""
        return sum(name.startswith(FICHIERS) for name in self.empreintes)


def write_sauvegarde(dossier: Path, prefixe: str = PREFIXE) -> Sauvegarde:
    """Write a backup in this folder, under the date and time; only its owner may read it.

    The file appears under its name when it is whole. Raise SauvegardeRefusee when the database cannot be read, or the
    folder cannot be written.
    """
    base, now = get_base(), timezone.localtime()
    target = dossier / f"{prefixe}{now:%Y-%m-%d-%H%M%S}{SUFFIXE}"
    partial = target.with_name(f"{target.name}.partiel")
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        partial.touch(mode=0o600)
        with tempfile.TemporaryDirectory(dir=dossier, prefix=".convive-") as folder:
            dump = Path(folder) / base.fichier
            base.write(dump)
            sources = {base.fichier: dump, **_list_fichiers()}
            manifeste = {
                "format": FORMAT,
                "version": VERSION,
                "date": now.isoformat(),
                "base": base.fichier,
                "migrations": sorted(_list_migrations()),
                "empreintes": {},
            }
            with tarfile.open(partial, "w:gz", compresslevel=6) as archive:
                for name, path in sources.items():
                    with path.open("rb") as stream:
                        manifeste["empreintes"][name] = _compute_empreinte(stream)  # type: ignore[index]  # a value of JSON, whose shape is known here
                    archive.add(path, arcname=name, recursive=False)
                _add(archive, MANIFESTE, json.dumps(manifeste, ensure_ascii=False, indent=1).encode())
        partial.replace(target)
    except OSError as error:
        raise SauvegardeRefusee(f"Impossible d’écrire dans {dossier} : {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return _build(target, manifeste)


def delete_anciennes(dossier: Path, garder: int) -> list[Path]:
    """Remove the oldest backups of a folder beyond the number to keep; other files stay."""
    anciennes = sorted(dossier.glob(f"{PREFIXE}[0-9]*{SUFFIXE}"))[:-garder]
    for path in anciennes:
        path.unlink()
    return anciennes


def read_sauvegarde(fichier: Path) -> Sauvegarde:
    """Read a backup whole and compare every print. Raise SauvegardeRefusee when it is damaged or not one of ours."""
    found: dict[str, str] = {}
    manifeste: Any = None
    try:
        with tarfile.open(fichier, "r:gz") as archive:
            for member, stream in _iterate(archive):
                if member.name == MANIFESTE:
                    manifeste = json.load(stream)
                else:
                    found[member.name] = _compute_empreinte(stream)
    except OSError as error:
        raise SauvegardeRefusee(f"{fichier.name} ne se lit pas : {error.strerror or 'fichier abîmé'}.") from error
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise SauvegardeRefusee(f"{fichier.name} est abîmé, ou n’est pas une sauvegarde de Convive.") from error
    if not isinstance(manifeste, dict) or manifeste.get("format") != FORMAT:
        raise SauvegardeRefusee(f"{fichier.name} n’est pas une sauvegarde de Convive.")
    if manifeste["version"] != VERSION:
        raise SauvegardeRefusee(f"{fichier.name} est en version {manifeste['version']} ; celle-ci lit la {VERSION}.")
    if manifeste["empreintes"] != found:
        raise SauvegardeRefusee(f"{fichier.name} est abîmé : son contenu ne correspond pas à ses empreintes.")
    return _build(fichier, manifeste)


def restore_sauvegarde(sauvegarde: Sauvegarde) -> Sauvegarde:
    """Put an installation back as it was, and give the backup of what it replaces, written just before.

    Raise SauvegardeRefusee, with nothing changed, when the backup comes from the other database or from a newer
    version, or while the service runs.
    """
    base = get_base()
    if sauvegarde.base != base.fichier:
        raise SauvegardeRefusee(
            "Cette sauvegarde vient de l’autre base de données (SQLite ou PostgreSQL). Pour changer de base, emportez "
            "la copie de chaque espace et reprenez-la."
        )
    if sauvegarde.migrations - _list_migrations_connues():
        raise SauvegardeRefusee("Cette sauvegarde vient d’une version plus récente de Convive : installez-la d’abord.")
    base.refuse_ouverte()
    avant = write_sauvegarde(sauvegarde.fichier.parent, "avant-restauration-")
    racine = Path(settings.MEDIA_ROOT)
    racine.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=racine.parent, prefix=".restauration-") as name:
        folder = Path(name)
        with tarfile.open(sauvegarde.fichier, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        base.restore(folder / base.fichier)
        _replace_dossier(racine, folder / FICHIERS.rstrip("/"), folder / "anciens")
        if (folder / CLE).exists():
            (folder / CLE).replace(settings.VAR_DIR / CLE)
    call_command("migrate", interactive=False, verbosity=0)
    return avant


def _replace_dossier(racine: Path, nouveau: Path, ancien: Path) -> None:
    if racine.exists():
        racine.rename(ancien)
    if nouveau.exists():
        nouveau.rename(racine)


def _list_fichiers() -> dict[str, Path]:
    """Files by their name in the backup: those of people, and the key of an embedded install."""
    racine, cle = Path(settings.MEDIA_ROOT), settings.VAR_DIR / CLE
    files = {f"{FICHIERS}{p.relative_to(racine).as_posix()}": p for p in sorted(racine.rglob("*")) if p.is_file()}
    return {CLE: cle, **files} if cle.exists() else files


def _list_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def _list_migrations_connues() -> set[str]:
    """Those of this version, and those that they stand for."""
    migrations = MigrationLoader(None).disk_migrations
    replaced = {key for migration in migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*migrations, *replaced}}


def _iterate(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for member in archive:
        stream = archive.extractfile(member)
        if stream is None:
            raise tarfile.TarError(f"{member.name} is no file")
        yield member, stream


def _compute_empreinte(stream: IO[bytes]) -> str:
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

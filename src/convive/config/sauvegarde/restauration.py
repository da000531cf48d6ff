"""The way back: everything is made ready beside and verified, then put in place.

Until the file COMPLET is written, the installation has not changed and what lies beside is thrown away. From then on
every step can be done again: a restoration that was cut short is finished by the next command.
"""

import shutil
import tarfile
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connections

from convive.config.histoire import HistoireIncomplete, list_migrations_connues, refuse_inachevee, update_base
from convive.config.sauvegarde.archive import (
    CLE,
    FICHIERS,
    PREFIXE_AVANT,
    Sauvegarde,
    compute_empreinte,
    write_sauvegarde,
)
from convive.config.sauvegarde.base import Base, SauvegardeRefusee, get_base
from convive.socle.disque import get_cause_disque

PREFIXE_RESTE = ".restauration"
COMPLET = "complet"
"""Holds the mark of the restoration, which PostgreSQL keeps too."""
ANCIENS = "anciens"


def get_dossier() -> Path:
    """Where the installation that comes is made ready: on the same disk as the files of people."""
    return Path(settings.MEDIA_ROOT).parent / PREFIXE_RESTE


def is_coupee() -> bool:
    """Tell whether a restoration was cut short while it was put in place."""
    return (get_dossier() / COMPLET).exists()


def restore_sauvegarde(sauvegarde: Sauvegarde) -> Sauvegarde:
    """Put an installation back as it was, and give the backup of what it replaces, written just before.

    Raise SauvegardeRefusee, with nothing changed, when the backup comes from the other database or from a newer
    version, when a program is missing, while the service runs, or when there is no room. To call under the lock of the
    folder, like `finish_restauration`.
    """
    base, dossier = get_base(), get_dossier()
    _validate(sauvegarde, base)
    finish_restauration()
    base.refuse_ouverte()
    avant = write_sauvegarde(sauvegarde.fichier.parent, PREFIXE_AVANT)
    try:
        dossier.mkdir(parents=True)
        _extract(sauvegarde, dossier)
        base.prepare(dossier / base.fichier)
        (dossier / COMPLET).write_text(uuid4().hex)
    except BaseException as error:
        delete_restes()
        if isinstance(error, OSError):
            raise SauvegardeRefusee(
                f"La sauvegarde ne se déploie pas à côté de l’installation : {get_cause_disque(error)}. "
                "Rien n’a été changé."
            ) from error
        raise
    _swap(base, dossier)
    return avant


def finish_restauration() -> bool:
    """Finish what was cut short while it was put in place, throw away what was cut short before; True if finished."""
    is_reprise = is_coupee()
    if is_reprise:
        _swap(get_base(), get_dossier())
    delete_restes()
    return is_reprise


def delete_restes(*, is_finie: bool = False) -> None:
    """Throw away what a restoration that changed nothing has left, or one that is finished.

    A former version moved the files of people into a folder of this kind and could be cut short there: it is kept until
    a restoration has put them back.
    """
    dossier = get_dossier()
    restes = [
        reste
        for reste in dossier.parent.glob(f"{PREFIXE_RESTE}*")
        if is_finie or reste == dossier or not (reste / ANCIENS).exists()
    ]
    for reste in (*restes, *get_base().list_restes()):
        shutil.rmtree(reste) if reste.is_dir() else reste.unlink()


def _validate(sauvegarde: Sauvegarde, base: Base) -> None:
    if sauvegarde.base != base.fichier:
        raise SauvegardeRefusee(
            "Cette sauvegarde vient de l’autre base de données (SQLite ou PostgreSQL). Pour changer "
            "de base, téléchargez "
            "la copie de chaque espace et reprenez-la."
        )
    migrations = {(app, name) for app, _, name in (key.partition(".") for key in sauvegarde.migrations)}
    if migrations - list_migrations_connues():
        raise SauvegardeRefusee("Cette sauvegarde vient d’une version plus récente de Convive : installez-la d’abord.")
    try:
        refuse_inachevee(migrations)
    except HistoireIncomplete as error:
        raise SauvegardeRefusee(f"Sauvegarde prise au milieu d’une mise à jour. {error}") from error
    if Path(settings.MEDIA_ROOT).is_mount():
        raise SauvegardeRefusee(
            f"{settings.MEDIA_ROOT} est un disque à part : il ne peut pas être échangé d’un coup. Montez plutôt le "
            "dossier qui le contient (CONVIVE_VAR)."
        )
    base.validate_outils()


def _extract(sauvegarde: Sauvegarde, dossier: Path) -> None:
    """Unfold the archive, and read back from the disk what was written."""
    with tarfile.open(sauvegarde.fichier, "r:gz") as archive:
        archive.extractall(dossier, filter="data")
    for name, empreinte in sauvegarde.empreintes.items():
        with (dossier / name).open("rb") as stream:
            if compute_empreinte(stream) != empreinte:
                raise SauvegardeRefusee(
                    f"{name} ne se relit pas comme il a été écrit : vérifiez le disque. Rien n’a été changé."
                )


def _swap(base: Base, dossier: Path) -> None:
    """Each step finds what the one before has left, done or not."""
    racine, nouveau, anciens = Path(settings.MEDIA_ROOT), dossier / FICHIERS.rstrip("/"), dossier / ANCIENS
    try:
        base.swap(dossier / base.fichier, (dossier / COMPLET).read_text())
    except SauvegardeRefusee as error:
        # The former database is still there, and its files: what lies beside would be refused again.
        delete_restes()
        raise SauvegardeRefusee(f"{error} La base et les fichiers d’avant sont toujours là.") from error
    try:
        if not anciens.exists():
            racine.rename(anciens) if racine.exists() else anciens.mkdir()
        if nouveau.exists():
            nouveau.rename(racine)
        if (dossier / CLE).exists():
            (dossier / CLE).replace(settings.VAR_DIR / CLE)
    except OSError as error:
        raise SauvegardeRefusee(
            f"La restauration s’est arrêtée en route : {get_cause_disque(error)}. "
            "Relancez la même commande, elle finira."
        ) from error
    (dossier / COMPLET).unlink()
    delete_restes(is_finie=True)
    connections.close_all()
    update_base()

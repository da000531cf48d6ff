"""Restoration: everything is prepared and verified in a separate folder, then swapped in.

Until the file COMPLET is written, the installation has not changed and the folder is discarded on failure. From then on
every step can be repeated: the next command finishes a restoration that was interrupted.
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
"""The name of the file that holds the mark of the restoration, which is also written in PostgreSQL."""
ANCIENS = "anciens"


def get_dossier() -> Path:
    """The folder where the restoration is prepared, on the same disk as the uploaded files so that it can be
    renamed."""
    return Path(settings.MEDIA_ROOT).parent / PREFIXE_RESTE


def is_coupee() -> bool:
    """Whether a restoration was interrupted during the swap."""
    return (get_dossier() / COMPLET).exists()


def restore_sauvegarde(sauvegarde: Sauvegarde) -> Sauvegarde:
    """Restore an installation, and return the backup of what it replaces, written just before.

    Raise SauvegardeRefusee, with nothing changed, if the backup comes from the other database or from a newer version,
    if a program is missing, if the service is running, or if the disk is full. The caller must hold the lock of the
    folder, as for `finish_restauration`.
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
    """Finish a restoration interrupted during the swap, or discard one interrupted earlier. True if one was
    finished."""
    is_reprise = is_coupee()
    if is_reprise:
        _swap(get_base(), get_dossier())
    delete_restes()
    return is_reprise


def delete_restes(*, is_finie: bool = False) -> None:
    """Delete what is left of a restoration that is finished, or that has changed nothing.

    A former version moved the uploaded files into such a folder, and could be interrupted there: that folder is kept
    until a restoration is finished.
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
    """Extract the archive, and read the files back from the disk to verify them."""
    with tarfile.open(sauvegarde.fichier, "r:gz") as archive:
        archive.extractall(dossier, filter="data")
    for name, empreinte in sauvegarde.empreintes.items():
        with (dossier / name).open("rb") as stream:
            if compute_empreinte(stream) != empreinte:
                raise SauvegardeRefusee(
                    f"{name} ne se relit pas comme il a été écrit : vérifiez le disque. Rien n’a été changé."
                )


def _swap(base: Base, dossier: Path) -> None:
    """Put the prepared installation in place. Each step can be repeated, whether or not it was already done."""
    racine, nouveau, anciens = Path(settings.MEDIA_ROOT), dossier / FICHIERS.rstrip("/"), dossier / ANCIENS
    try:
        base.swap(dossier / base.fichier, (dossier / COMPLET).read_text())
    except SauvegardeRefusee as error:
        # The former database and files are still in place. Discard the folder, which would only be refused again.
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

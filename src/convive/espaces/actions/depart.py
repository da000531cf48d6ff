"""Keep the state of a practice espace, and come back to it. Every action writes the journal."""

from hashlib import sha256
from typing import IO

from django.core.files.base import File
from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.copie.archive import TAILLE_LECTURE, CopieRefusee
from convive.espaces.copie.ecriture import export_espace, get_empreinte
from convive.espaces.copie.effacement import delete_contenu
from convive.espaces.copie.limites import kept_limites
from convive.espaces.copie.reprise import refuse_infidele, restore_lignes
from convive.espaces.models import Espace, PointDepart, TypeEspace
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste


def record_depart(*, by: Compte | None, espace: Espace, empreinte: str | None = None) -> PointDepart:
    """Keep the espace as it is now: it comes back to this state. The former starting point is replaced.

    Raise EspaceRefuse for an espace where people work: what they wrote does not come back to anything; CopieRefusee
    when what is read there does not have `empreinte`, the print of the copy that it was just born of.
    """
    refuse_espace_expire(espace)
    _refuse_travail(espace)
    # Read before the transaction: on SQLite others write meanwhile.
    with export_espace(espace) as copie:
        if empreinte is not None:
            refuse_infidele(empreinte, get_empreinte(copie))
        return _write_depart(by, espace, copie)


def _write_depart(by: Compte | None, espace: Espace, copie: IO[bytes]) -> PointDepart:
    digest = sha256()
    while piece := copie.read(TAILLE_LECTURE):
        digest.update(piece)
    copie.seek(0)
    with transaction.atomic():
        depart = PointDepart.objects.select_for_update().filter(espace=espace).first() or PointDepart(espace=espace)
        storage, former = depart.fichier.storage, depart.fichier.name
        depart.empreinte_fichier = digest.hexdigest()
        depart.fichier.save("depart.zip", File(copie, name="depart.zip"), save=False)
        depart.save()
        if former and former != depart.fichier.name:
            transaction.on_commit(lambda: storage.delete(former))
        record(by, Geste.CREER, depart, espace, empreinte=depart.empreinte_fichier)
    return depart


def _refuse_travail(espace: Espace) -> None:
    if espace.type != TypeEspace.ENTRAINEMENT:
        raise EspaceRefuse("Seul un espace d’entraînement se remet à zéro.")


@transaction.atomic
def reset_espace(*, by: Compte | None, espace: Espace) -> None:
    """Erase what was written since the starting point, bring back what was there. Members and journal stay.

    Raise EspaceRefuse without a starting point, or when its file is lost or damaged: nothing was changed then.
    """
    espace = Espace.objects.select_for_update().get(pk=espace.pk)
    refuse_espace_expire(espace)
    _refuse_travail(espace)
    depart = PointDepart.objects.filter(espace=espace).first()
    if depart is None:
        raise EspaceRefuse("Cet espace n’a pas de point de départ : gardez-en un d’abord.")
    try:
        with depart.fichier.open() as copie, kept_limites(espace):
            _check_depart(depart, copie)
            delete_contenu(espace)
            lignes = restore_lignes(espace, copie)
    except (OSError, CopieRefusee) as error:
        raise EspaceRefuse("Le point de départ est perdu ou abîmé : gardez-en un nouveau.") from error
    record(by, Geste.RESTAURER, depart, espace, depart=depart.updated_at.isoformat(), lignes=lignes)


def _check_depart(depart: PointDepart, copie: "File[bytes]") -> None:
    digest = sha256()
    while piece := copie.read(TAILLE_LECTURE):
        digest.update(piece)
    if digest.hexdigest() != depart.empreinte_fichier:
        raise CopieRefusee("Le point de départ a été modifié.")

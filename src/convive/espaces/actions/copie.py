"""Take a whole espace away, take one up. Every action writes the journal, and so does a refusal."""

import io
from datetime import timedelta
from hashlib import sha256
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.copie.archive import TAILLE_LECTURE, CopieRefusee
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.copie.lecture import CopieLue
from convive.espaces.copie.reprise import import_espace
from convive.espaces.models import Espace, Membre, Role, TypeEspace
from convive.journal.actions import record_geste
from convive.journal.models import Geste


def export_copie(*, by: Compte | None, espace: Espace) -> IO[bytes]:
    """The ZIP of an espace that someone takes away; None is the command line, which has no account.

    The caller closes the file, which is a temporary one.
    """
    copie = export_espace(espace)
    with transaction.atomic():
        octets = copie.seek(0, io.SEEK_END)
        copie.seek(0)
        record(by, Geste.EXPORTER, espace, espace, octets=octets)
    return copie


def import_copie(*, by: Compte, source: IO[bytes], dry_run: bool = False) -> Espace:
    """A new espace from a ZIP, with new identifiers; `by` becomes its chargé·e de coopération.

    `dry_run` checks everything and keeps nothing. Raise CopieRefusee, with a message that can be shown: nothing was
    written then, but the line of the journal that says who tried, and why it was refused.
    """

    def prepare(espace: Espace) -> None:
        espace.created_by = by
        if espace.type == TypeEspace.ENTRAINEMENT:
            espace.expire_le = timezone.localdate() + timedelta(days=settings.ESPACE_JOURS_ENTRAINEMENT)

    try:
        with transaction.atomic():
            espace, lue = import_espace(source, prepare, dry_run=dry_run)
            if not dry_run:
                _record_import(by, espace, lue)
    except CopieRefusee as error:
        _record_refus(by, source, error)
        raise
    return espace


def _record_import(by: Compte, espace: Espace, lue: CopieLue) -> None:
    Membre.objects.create(espace=espace, compte=by, role=Role.CHARGE_COOPERATION, date_debut=timezone.localdate())
    lignes = len(lue.modeles)
    record(by, Geste.IMPORTER, espace, espace, espace_copie=lue.espace, empreinte=lue.empreinte, lignes=lignes)


@transaction.atomic
def _record_refus(by: Compte, source: IO[bytes], error: CopieRefusee) -> None:
    """The refused file is known by its print: it is not kept, and neither its name nor its content is trusted."""
    octets = source.seek(0, io.SEEK_END)
    source.seek(0)
    digest = sha256()
    while piece := source.read(TAILLE_LECTURE):
        digest.update(piece)
    record_geste(
        auteur=by,
        geste=Geste.REFUSER,
        objet_type="compte",
        objet_uuid=by.pk,
        objet_libelle="une copie d’espace",
        detail={"raison": str(error), "octets": octets, "sha256": digest.hexdigest()},
    )

"""Take a whole espace away, take one up. Every action writes the journal, and so does a refusal."""

import io
from contextlib import AbstractContextManager
from datetime import date
from hashlib import sha256
from typing import IO

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.depart import record_depart
from convive.espaces.actions.espace import get_fin_entrainement
from convive.espaces.actions.trace import record
from convive.espaces.copie.archive import TAILLE_LECTURE, CopieRefusee
from convive.espaces.copie.ecriture import compute_empreinte_espace, export_espace
from convive.espaces.copie.lecture import CopieLue, read_copie
from convive.espaces.copie.reprise import Reprise, import_espace, prepare_reprise, refuse_infidele, run_suites
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
            espace.expire_le = get_fin_entrainement()

    try:
        lue = read_copie(source)
        with prepare_reprise(lue, prepare) as reprise, transaction.atomic():
            espace = import_espace(reprise, dry_run=dry_run)
            if not dry_run:
                _record_import(by, espace, lue)
    except CopieRefusee as error:
        _record_refus(by, source, error)
        raise
    return espace


def clone_espace(
    *,
    by: Compte | None,
    espace: Espace,
    nom: str,
    chargee: Compte,
    structure: bool = False,
    expire_le: date | None = None,
) -> Espace:
    """Another espace like this one, without its people; `chargee` becomes its chargé·e de coopération.

    `structure` leaves out what people wrote. With `expire_le` it is a practice espace, read-only from that day on,
    that one puts back as it was born; without, it has the type of the first. Raise CopieRefusee when the espace is
    larger than what a copy takes.
    """

    with (
        export_espace(espace, structure=structure) as copie,
        prepare_clone(read_copie(copie), nom=nom, chargee=chargee, expire_le=expire_le) as reprise,
        transaction.atomic(),
    ):
        clone = create_clone(by=by, espace=espace, reprise=reprise, structure=structure)
        complete_clone(by=by, clone=clone, empreinte=reprise.empreinte)
        create_charge(chargee, clone)
        return clone


def prepare_clone(
    lue: CopieLue, *, nom: str, chargee: Compte, expire_le: date | None = None
) -> AbstractContextManager[Reprise]:
    """What `create_clone` writes, from a copy already read. To be entered before the transaction: on SQLite nobody
    else writes during it. Raise CopieRefusee."""

    def prepare(clone: Espace) -> None:
        clone.nom, clone.created_by, clone.expire_le = nom, chargee, expire_le
        if expire_le is not None:
            clone.type = TypeEspace.ENTRAINEMENT
        elif clone.type == TypeEspace.ENTRAINEMENT:
            clone.expire_le = get_fin_entrainement()

    return prepare_reprise(lue, prepare)


@transaction.atomic
def create_clone(*, by: Compte | None, espace: Espace, reprise: Reprise, structure: bool = False) -> Espace:
    """The rows of the clone alone, where nobody enters yet; `complete_clone` is still to be called.

    What can be done before or after is not here.
    """
    clone = import_espace(reprise, with_suites=False, with_empreinte=False)
    record(by, Geste.CREER, clone, clone, espace_copie=str(espace.pk), structure=structure)
    record(by, Geste.EXPORTER, espace, espace, clone=str(clone.pk), structure=structure)
    return clone


def complete_clone(*, by: Compte | None, clone: Espace, empreinte: str | None) -> None:
    """Once its rows are there: what packages do of them, the state that a practice espace comes back to.

    What was written is read again, and has this print. Raise CopieRefusee when it has not, with a message that can be
    shown: the clone is then to be erased. A practice espace that has its starting point is as it should be.
    """
    run_suites(clone)
    if clone.type == TypeEspace.ENTRAINEMENT:
        record_depart(by=by, espace=clone, empreinte=empreinte)
    elif empreinte is not None:
        refuse_infidele(empreinte, compute_empreinte_espace(clone))


def create_charge(compte: Compte, espace: Espace) -> None:
    """The place of whoever is at home in a new espace."""
    Membre.objects.create(espace=espace, compte=compte, role=Role.CHARGE_COOPERATION, date_debut=timezone.localdate())


def _record_import(by: Compte, espace: Espace, lue: CopieLue) -> None:
    create_charge(by, espace)
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

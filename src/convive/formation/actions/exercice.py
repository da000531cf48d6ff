"""Create, reset and delete practice territories. Every action writes to the journal."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import IO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.copie import complete_clone, create_charge, create_clone, prepare_clone
from convive.espaces.actions.depart import reset_espace
from convive.espaces.actions.invitation import PlaceProposee, submit_invitation
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.copie.effacement import delete_tout
from convive.espaces.copie.lecture import read_copie
from convive.espaces.models import Espace, Membre, PointDepart, Role
from convive.espaces.rules import MAX_NOM_ESPACE, EspaceRefuse
from convive.formation.models import Inscription, SessionFormation, TerritoireExercice
from convive.formation.refus import FormationRefusee
from convive.formation.rules.exercice import (
    MAX_NOM,
    Demande,
    EtatExercice,
    build_nom_espace,
    refuse_demandes,
)
from convive.formation.selectors.exercice import list_perimes
from convive.journal.models import Geste

PAS_PRET = "Ce territoire d’exercice n’est pas prêt, ou n’existe plus."


@transaction.atomic
def create_exercices(*, by: Compte, session: SessionFormation, demandes: Sequence[Demande]) -> list[TerritoireExercice]:
    """Request practice territories, which a job will create. Existing ones are skipped, so that two clicks create one.

    Raise FormationRefusee if nothing is requested, or too many.
    """
    lock_espace(session.espace)
    vivants = TerritoireExercice.objects.filter(session=session).exclude(etat=EtatExercice.EFFACE.value)
    noms, servis = set(vivants.values_list("nom", flat=True)), set(vivants.values_list("inscription", flat=True))
    stagiaires = {str(row.pk): row for row in Inscription.objects.filter(session=session)}
    refuse_demandes(demandes, noms)
    faits = []
    for demande in demandes:
        inscription = stagiaires.get(demande.inscription)
        if (inscription and inscription.pk in servis) or (inscription is None and demande.nom in noms):
            continue
        nom = _get_nom_libre(demande.nom[:MAX_NOM], noms)
        exercice = TerritoireExercice.objects.create(
            espace=session.espace, session=session, inscription=inscription, nom=nom
        )
        noms.add(nom)
        record(by, Geste.CREER, exercice, session.espace, session=str(session))
        faits.append(exercice)
    return faits


def _get_nom_libre(nom: str, pris: set[str]) -> str:
    """The name, with a number if another stagiaire has the same one."""
    libre, rang = nom, 2
    while libre in pris:
        libre, rang = f"{nom[: MAX_NOM - 4]} ({rang})", rang + 1
    return libre


def build_exercice(*, by: Compte, uuid: UUID, source: Espace, copie: IO[bytes], expire_le: date) -> bool:
    """Create a requested territory. Return False if it already exists, or has been deleted meanwhile.

    A stagiaire who has a compte is put in charge of it; otherwise, whoever requested it is, until she accepts an
    invitation. If the copy is refused, the reason is recorded on the territory, and the others are still created. The
    work is split into several transactions, because on SQLite writing its rows blocks all other writers. Nobody can
    enter before the last one; if it is interrupted, requesting the job again starts it over.
    """
    try:
        if not _write_exercice(by, uuid, source, copie, expire_le):
            return False
    except CopieRefusee as refus:
        _record_echec(by, uuid, str(refus))
        return False
    except IntegrityError:  # Deleted between two steps: there is nothing left to complete.
        return False
    return _open_exercice(by, uuid, expire_le)


def _write_exercice(by: Compte, uuid: UUID, source: Espace, copie: IO[bytes], expire_le: date) -> bool:
    exercice = _list_a_creer(uuid).first()
    if exercice is None:
        return False
    if _has_depart(exercice):
        return True
    copie.seek(0)
    nom = build_nom_espace(exercice.nom, MAX_NOM_ESPACE)
    with prepare_clone(read_copie(copie), nom=nom, chargee=_get_chargee(by, exercice), expire_le=expire_le) as reprise:
        with transaction.atomic():
            locked = _lock_a_creer(uuid)
            if locked is None:
                return False
            if _has_depart(locked):
                return True
            _delete_ebauche(by, locked)
            clone = locked.exercice = create_clone(by=by, espace=source, reprise=reprise)
            locked.save()
        try:
            complete_clone(by=by, clone=clone, empreinte=reprise.empreinte)
        except CopieRefusee:
            _delete_infidele(by, uuid, clone)
            raise
    return True


def _get_chargee(by: Compte, exercice: TerritoireExercice) -> Compte:
    chez_soi = exercice.inscription.compte if exercice.inscription else None
    return chez_soi or by


def _has_depart(exercice: TerritoireExercice) -> bool:
    """Whether its rows were written and verified against the copy: its starting point is only saved then."""
    return PointDepart.objects.filter(espace=exercice.exercice_id).exists()


def _delete_ebauche(by: Compte, exercice: TerritoireExercice) -> None:
    """Delete what an interrupted or refused attempt left behind; nobody has ever entered it."""
    ebauche, exercice.exercice = exercice.exercice, None
    if ebauche is not None:
        exercice.save()
        record(by, Geste.EFFACER, ebauche, ebauche)
        delete_tout(ebauche)


@transaction.atomic
def _delete_infidele(by: Compte, uuid: UUID, clone: Espace) -> None:
    """Delete a clone that differs from the copy, unless another attempt has replaced it meanwhile."""
    exercice = _lock_a_creer(uuid)
    if exercice is not None and exercice.exercice_id == clone.pk:
        _delete_ebauche(by, exercice)


@transaction.atomic
def _open_exercice(by: Compte, uuid: UUID, expire_le: date) -> bool:
    exercice = _lock_a_creer(uuid)
    if exercice is None or exercice.exercice is None:
        return False
    create_charge(_get_chargee(by, exercice), exercice.exercice)
    exercice.etat, exercice.erreur = EtatExercice.PRET.value, ""
    exercice.cree_le, exercice.expire_le = timezone.now(), expire_le
    exercice.save()
    record(by, Geste.VALIDER, exercice, exercice.espace)
    return True


def _list_a_creer(uuid: UUID) -> "QuerySet[TerritoireExercice]":
    """The territory, if it is still to be created. One that failed counts, so that running the job again retries it."""
    return TerritoireExercice.objects.filter(pk=uuid, etat__in=[EtatExercice.A_CREER.value, EtatExercice.ECHEC.value])


def _lock_a_creer(uuid: UUID) -> TerritoireExercice | None:
    found = _list_a_creer(uuid).select_for_update().first()
    if found is not None and found.inscription_id:
        found.inscription = Inscription.objects.select_related("compte").get(pk=found.inscription_id)
    return found


@transaction.atomic
def _record_echec(by: Compte, uuid: UUID, erreur: str) -> None:
    exercice = _lock_a_creer(uuid)
    if exercice is not None:
        exercice.etat, exercice.erreur = EtatExercice.ECHEC.value, erreur[:300]
        exercice.save()
        record(by, Geste.REFUSER, exercice, exercice.espace, raison=erreur)


@transaction.atomic
def join_exercice(*, by: Compte, exercice: TerritoireExercice) -> Espace:
    """Join a practice territory as a trainer, whose name its membres can see; no effect the second time."""
    espace = _get_espace(exercice)
    if not Membre.objects.en_cours().filter(espace=espace, compte=by).exists():
        Membre.objects.create(espace=espace, compte=by, role=Role.FORMATEUR, date_debut=timezone.localdate())
        record(by, Geste.RATTACHER, exercice, exercice.espace)
    return espace


def invite_stagiaire(
    *,
    by: Compte | None,
    exercice: TerritoireExercice,
    inscription: Inscription,
    build_url: Callable[[str], str],
) -> bool:
    """Give a stagiaire access to the practice territory: at once if she has a compte, otherwise by an e-mail. Return
    whether an e-mail is sent; no effect if she already has access.

    `by` is None if she asks for it herself from her page: the invitation then comes from whoever prepared the
    territory. Raise FormationRefusee without an e-mail address.
    """
    espace = _get_espace(exercice)
    if inscription.compte is not None:
        with transaction.atomic():
            if not Membre.objects.en_cours().filter(espace=espace, compte=inscription.compte).exists():
                today = timezone.localdate()
                Membre.objects.create(
                    espace=espace, compte=inscription.compte, role=Role.CHARGE_COOPERATION, date_debut=today
                )
                record(by, Geste.INVITER, exercice, exercice.espace, stagiaire=str(inscription))
        return False
    if not inscription.email:
        raise FormationRefusee(f"{inscription} n’a pas d’adresse e-mail : ajoutez-la à son inscription.")
    auteur = by or espace.created_by
    if auteur is None:
        raise FormationRefusee(PAS_PRET)
    place = PlaceProposee(role=Role.CHARGE_COOPERATION, nom=inscription.nom[:120])
    try:
        submit_invitation(by=auteur, espace=espace, email=inscription.email, place=place, build_url=build_url)
    except EspaceRefuse as refus:
        raise FormationRefusee(*refus.messages) from refus
    with transaction.atomic():
        record(by, Geste.INVITER, exercice, exercice.espace, stagiaire=str(inscription))
    return True


@transaction.atomic
def reset_exercice(*, by: Compte, exercice: TerritoireExercice) -> None:
    """Reset to the starting point, even while people are in it. Raise FormationRefusee if that is not possible."""
    try:
        reset_espace(by=by, espace=_get_espace(exercice))
    except EspaceRefuse as refus:
        raise FormationRefusee(*refus.messages) from refus
    record(by, Geste.RESTAURER, exercice, exercice.espace)


@transaction.atomic
def delete_exercice(*, by: Compte | None, exercice: TerritoireExercice, today: date) -> None:
    """Erase a practice territory, rows and files. Its row stays as a record; no effect the second time."""
    locked = TerritoireExercice.objects.select_for_update().filter(pk=exercice.pk).first()
    if locked is None or locked.etat == EtatExercice.EFFACE.value:
        return
    espace = locked.exercice
    locked.exercice, locked.etat, locked.efface_le = None, EtatExercice.EFFACE.value, today
    locked.save()
    record(by, Geste.EFFACER, locked, locked.espace)
    if espace is not None:
        record(by, Geste.EFFACER, espace, espace)
        delete_tout(espace)


def purge_exercices(*, today: date, dry_run: bool = False) -> list[str]:
    """Erase the territories whose read-only period is over too; return their names."""
    rows = list_perimes(today)
    for exercice in rows if not dry_run else ():
        delete_exercice(by=None, exercice=exercice, today=today)
    return [str(exercice) for exercice in rows]


def _get_espace(exercice: TerritoireExercice) -> Espace:
    if exercice.exercice is None or exercice.etat != EtatExercice.PRET.value:
        raise FormationRefusee(PAS_PRET)
    return exercice.exercice


def delete_exercices_espace(espace: Espace) -> None:
    """Erase all the territories of an organisme, inside the transaction that erases its espace."""
    rows = TerritoireExercice.objects.filter(espace=espace, exercice__isnull=False).select_related("exercice")
    for exercice in rows:
        if exercice.exercice is not None:
            delete_tout(exercice.exercice)

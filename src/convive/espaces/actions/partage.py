"""Offer to show a part of an espace to a département, answer, change, stop. The journals of both sides keep it."""

from collections.abc import Callable, Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import send_cle
from convive.espaces.actions.trace import record
from convive.espaces.models import Cote, Espace, Partage, TypeEspace
from convive.espaces.partages import partages
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import (
    DUREE_INVITATION,
    EspaceRefuse,
    PartagePerime,
    build_cle_invitation,
    fold_email,
)
from convive.journal.models import Geste
from convive.socle.conflits import fuse_listes


def _parse_champs(champs: Iterable[str]) -> list[str]:
    """The keys as they are kept. Raise EspaceRefuse for none, or for one that nobody declares."""
    wanted = set(champs)
    known = [champ.cle for champ in partages.get_for_cles(wanted)]
    if not wanted:
        raise EspaceRefuse("Choisissez au moins une chose à partager.")
    if wanted != set(known):
        raise EspaceRefuse("Une des choses cochées ne se partage pas : rechargez la page.")
    return known


def _record(by: Compte | None, geste: Geste, partage: Partage, **detail: object) -> None:
    """One line on each side that knows of the agreement."""
    for espace in filter(None, (partage.espace, partage.departement)):
        record(by, geste, partage, espace, champs=partage.champs, **detail)


def submit_partage(
    *, by: Compte, espace: Espace, email: str, champs: Iterable[str], build_url: Callable[[str], str]
) -> Partage:
    """Offer a part of an espace to an address; a former offer that waited for an answer is revoked.

    Nothing says whether the address has an account, or an espace. Raise EspaceRefuse for fields that cannot be.
    """
    refuse_espace_expire(espace)
    email, cle, now = fold_email(email), build_cle_invitation(), timezone.now()
    with transaction.atomic():
        Espace.objects.select_for_update().get(pk=espace.pk)
        waiting = Partage.objects.en_attente().filter(espace=espace, email=email)
        waiting.update(date_revocation=now, arrete_par=Cote.TERRITOIRE, updated_at=now)
        partage = Partage.objects.create(
            espace=espace,
            email=email,
            champs=_parse_champs(champs),
            empreinte_cle=cle.empreinte,
            expire_le=now + DUREE_INVITATION,
            created_by=by,
        )
        _record(by, Geste.SOUMETTRE, partage)
    contexte = {
        "partage": partage,
        "champs": partages.get_for_cles(partage.champs),
        "url": build_url(cle.secret),
    }
    send_cle(partage, f"{espace.nom} vous propose un partage", "espaces/_courriel_partage.txt", contexte)
    return partage


def _lock(partage: Partage) -> Partage:
    return Partage.objects.select_for_update(of=("self",)).select_related("espace", "departement").get(pk=partage.pk)


def _lock_en_attente(partage: Partage) -> Partage:
    """Raise PartagePerime when it already has an answer, or is too old."""
    current = _lock(partage)
    if not current.is_en_attente:
        raise PartagePerime(current.get_etat())
    refuse_espace_expire(current.espace)
    return current


def validate_partage(*, by: Compte, partage: Partage, departement: Espace) -> Partage:
    """Accept, for an espace of département of the person who answers.

    Raise PartagePerime for a stale offer; EspaceRefuse for another address or type of espace, or when this territoire
    already shares with it.
    """
    if fold_email(by.email) != partage.email:
        raise EspaceRefuse("Ce partage a été proposé à une autre adresse que celle de votre compte.")
    if departement.type != TypeEspace.DEPARTEMENT:
        raise EspaceRefuse("Un partage se reçoit dans un espace de département.")
    refuse_espace_expire(departement)
    try:
        with transaction.atomic():
            current = _lock_en_attente(partage)
            current.departement, current.date_acceptation = departement, timezone.now()
            current.save(update_fields=["departement", "date_acceptation", "updated_at"])
            _record(by, Geste.ACCEPTER, current)
    except IntegrityError as error:
        raise EspaceRefuse(
            f"« {partage.espace} » partage déjà avec cet espace : c’est lui qui ajoute ou retire ce qu’il montre."
        ) from error
    return current


@transaction.atomic
def refuse_partage(*, by: Compte | None, partage: Partage) -> None:
    """Decline; whoever holds the link may, with or without an account. Raise PartagePerime."""
    current = _lock_en_attente(partage)
    current.date_refus = timezone.now()
    current.save(update_fields=["date_refus", "updated_at"])
    _record(by, Geste.REFUSER, current)


@transaction.atomic
def update_partage(*, by: Compte, partage: Partage, champs: Iterable[str], depart: Iterable[str] | None = None) -> None:
    """The territoire shows more, or less, at once.

    `depart` is what the page showed as ticked: what someone else stopped showing meanwhile is not shown again.
    Raise EspaceRefuse when the agreement has ended.
    """
    current = _lock(partage)
    refuse_espace_expire(current.espace)
    if current.date_revocation is not None or current.date_refus is not None:
        raise EspaceRefuse("Ce partage est arrêté : proposez-en un autre.")
    wanted = frozenset(champs)
    if depart is not None:
        wanted = fuse_listes(current.champs, frozenset(depart), wanted)
    former, current.champs = current.champs, _parse_champs(wanted)
    if current.champs != former:
        current.save(update_fields=["champs", "updated_at"])
        _record(by, Geste.MODIFIER, current, avant=former)


@transaction.atomic
def close_partage(*, by: Compte, partage: Partage, cote: Cote) -> None:
    """Stop at once, from either side, even in an espace that has expired. Raise EspaceRefuse when it has ended."""
    current = _lock(partage)
    if current.date_revocation is not None or current.date_refus is not None:
        raise EspaceRefuse("Ce partage est déjà arrêté.")
    current.date_revocation, current.arrete_par = timezone.now(), cote
    current.save(update_fields=["date_revocation", "arrete_par", "updated_at"])
    _record(by, Geste.REVOQUER, current, cote=str(cote))

"""Send a magic link, use it, revoke it, ask for a new one. Every action writes the journal."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.tasks import task
from django.utils import timezone
from django.utils.crypto import salted_hmac

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import send_cle, send_courriel
from convive.espaces.actions.trace import record
from convive.espaces.cles.lien_magique import build_cle_lien
from convive.espaces.liens import GesteLien
from convive.espaces.models import LienMagique, Membre, SorteTentative, TentativeLien
from convive.espaces.permissions import PILOTES, refuse_espace_expire
from convive.espaces.rules import DELAI_ENTRE_DEMANDES, EspaceRefuse, EtatLien, LienPerime, fold_email
from convive.espaces.selectors.lien_magique import (
    get_lien,
    is_demande_bloquee,
    is_visiteur_bloque,
    list_destinataires_demande,
    list_liens_of_email,
    resolve_lien,
)
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets

logger = logging.getLogger(__name__)
BuildUrl = Callable[[str], str]
DUREE_MINIMALE = timedelta(days=1)


def submit_lien(
    *,
    by: Membre,
    geste: GesteLien,
    objet: Any,
    email: str,
    nom: str,
    build_url: BuildUrl,
    mot: str = "",
    duree: timedelta | None = None,
    is_envoi: bool = True,
) -> LienMagique:
    """Send someone a link to make this gesture on this object. A former link for the same is revoked.

    `build_url` makes the absolute address of the page from the key. The e-mail leaves after the transaction; when
    the mail server does not answer, or without `is_envoi`, the link stays without `date_envoi` and can be sent again.
    Raise PermissionDenied without the right, EspaceRefuse when the gesture is impossible today.
    """
    if not geste.can_submit(by, objet):
        raise PermissionDenied("Votre rôle ne permet pas d’envoyer ce lien.")
    if refus := geste.get_refus(objet):
        raise EspaceRefuse(refus)
    refuse_espace_expire(by.espace)
    now, reference = timezone.now(), objets.get_reference(objet)
    lien = LienMagique(
        espace=by.espace,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        geste=geste.cle,
        email=fold_email(email),
        nom=" ".join(nom.split()),
        mot=mot.strip(),
        expire_le=now + (duree or geste.duree),
        max_usages=geste.max_usages,
        created_by=by.compte,
    )
    cle = build_cle_lien(lien.pk)
    lien.empreinte_cle = cle.empreinte
    with transaction.atomic():
        _close_precedents(lien)
        lien.save(force_insert=True)
        record(by.compte, Geste.INVITER, lien, by.espace, pour=geste.libelle)
    if is_envoi:
        _send_lien(lien, geste, objet, build_url(cle.texte))
    return lien


def _close_precedents(lien: LienMagique) -> None:
    """One living link per person, object and gesture: the last one sent."""
    now = timezone.now()
    former = LienMagique.objects.filter(
        espace=lien.espace, objet_type=lien.objet_type, objet_uuid=lien.objet_uuid, geste=lien.geste, email=lien.email
    )
    former.filter(date_demande__isnull=False).update(date_demande=None, updated_at=now)
    former.utilisables(now).update(date_revocation=now, updated_at=now)


def reopen_lien(*, by: Membre, lien: LienMagique, build_url: BuildUrl) -> LienMagique:
    """Send the same again, with a new key and as long to answer. Raise LienPerime when its object does not allow it."""
    resolu = resolve_lien(lien)
    if resolu.geste is None or resolu.objet is None or resolu.etat is EtatLien.IMPOSSIBLE:
        raise LienPerime(resolu.etat, resolu.phrase)
    return submit_lien(
        by=by,
        geste=resolu.geste,
        objet=resolu.objet,
        email=lien.email,
        nom=lien.nom,
        mot=lien.mot,
        build_url=build_url,
        # As long as the first time, but never a link that is born dead.
        duree=max(lien.expire_le - lien.created_at, DUREE_MINIMALE),
    )


def _send_lien(lien: LienMagique, geste: GesteLien, objet: Any, url: str) -> None:
    context = {"lien": lien, "geste": geste, "question": geste.get_question(objet), "url": url}
    context["details"] = geste.get_details(objet)
    sujet = f"{geste.get_question(objet)} ({lien.espace.nom})"
    lien.refus = send_cle(lien, sujet, "espaces/_courriel_lien.txt", context, geste.get_pieces(objet)).refus


@transaction.atomic
def validate_lien(*, lien: LienMagique, data: Mapping[str, Any]) -> str:
    """Make the gesture of a link, and count the use; of two who click together on the last use, one wins.

    Returns the sentence that thanks. Raise LienPerime when the link or its object does not allow it any more.
    """
    refuse_espace_expire(lien.espace)
    resolu = resolve_lien(lien)
    if resolu.geste is None or not resolu.is_actif:
        raise LienPerime(resolu.etat, resolu.phrase)
    now = timezone.now()
    usable = LienMagique.objects.utilisables(now).filter(pk=lien.pk)
    if not usable.update(usages=F("usages") + 1, date_usage=now, updated_at=now):
        lien.refresh_from_db()
        raise LienPerime(lien.get_etat(now))
    phrase = resolu.geste.action(lien, resolu.objet, data)
    record_geste(
        auteur=AnonymousUser(),
        geste=resolu.geste.journal,
        objet_type=lien.objet_type,
        objet_uuid=lien.objet_uuid,
        objet_libelle=str(resolu.objet),
        espace_uuid=lien.espace_id,
        au_nom_de=lien.nom,
        detail={"lien": str(lien.pk), "geste": resolu.geste.libelle},
    )
    return phrase


@transaction.atomic
def close_lien(*, by: Membre, lien: LienMagique) -> None:
    """Revoke a link, and settle the request for a new one; the same click twice changes nothing more."""
    refuse_espace_expire(lien.espace)
    now = timezone.now()
    open_ones = LienMagique.objects.filter(pk=lien.pk).exclude(date_revocation__isnull=False, date_demande__isnull=True)
    if open_ones.update(date_revocation=now, date_demande=None, updated_at=now):
        record(by.compte, Geste.REVOQUER, lien, lien.espace)


def compute_empreinte_adresse(adresse_ip: str) -> str:
    """What is kept of a network address: enough to count it, not to know it."""
    return salted_hmac("convive.espaces.tentative", adresse_ip, algorithm="sha256").hexdigest()


@transaction.atomic
def record_tentative(*, cle: str | None, adresse_ip: str, is_envoi: bool) -> tuple[LienMagique | None, bool]:
    """Count one request of the page of links: the link of the key, and whether the visitor has to wait.

    `cle` is None for the page where one asks for a lost link. Nothing more is written while the visitor is blocked.
    """
    empreinte = compute_empreinte_adresse(adresse_ip)
    lien = get_lien(cle) if cle else None
    if is_visiteur_bloque(lien, empreinte):
        logger.warning("Too many requests of magic links, from one address or for the link %s.", lien and lien.pk)
        return lien, True
    sorte = SorteTentative.ENVOI if is_envoi else SorteTentative.OUVERTURE
    if cle is not None and lien is None:
        sorte = SorteTentative.INCONNU
    TentativeLien.objects.create(lien=lien, sorte=sorte, empreinte_adresse=empreinte)
    return lien, False


@transaction.atomic
def submit_demande(*, liens: Iterable[LienMagique], adresse_ip: str, url_liste: Callable[[LienMagique], str]) -> bool:
    """Ask whoever sent these links for new ones, once a day each; the sender has a task and an e-mail.

    False when too many were asked from this address: nothing is asked then.
    """
    empreinte = compute_empreinte_adresse(adresse_ip)
    TentativeLien.objects.create(sorte=SorteTentative.DEMANDE, empreinte_adresse=empreinte)
    if is_demande_bloquee(empreinte):
        logger.warning("Too many new magic links asked from one address.")
        return False
    now = timezone.now()
    for lien in liens:
        waiting = LienMagique.objects.filter(pk=lien.pk)
        waiting = waiting.filter(Q(date_demande__isnull=True) | Q(date_demande__lt=now - DELAI_ENTRE_DEMANDES))
        if waiting.update(date_demande=now, updated_at=now):
            record_geste(
                auteur=AnonymousUser(),
                geste=Geste.SOUMETTRE,
                objet_type="lien",
                objet_uuid=lien.pk,
                objet_libelle=f"Demande d’un nouveau lien ({lien.nom})",
                espace_uuid=lien.espace_id,
                au_nom_de=lien.nom,
            )
            # After the answer, by the worker: the time that the page takes says nothing of who received what.
            transaction.on_commit(partial(notify_demande.enqueue, str(lien.pk), url_liste(lien)))
    return True


@task()
def notify_demande(lien_uuid: str, url: str) -> None:
    """Write to who sent the link, or to those who pilot the espace when that person has left."""
    lien = LienMagique.objects.filter(pk=lien_uuid, date_demande__isnull=False).select_related("espace").first()
    if lien is None:
        return
    destinataires: list[Compte] = list_destinataires_demande(lien, PILOTES)
    resolu = resolve_lien(lien)
    context = {"lien": lien, "libelle": resolu.geste.libelle if resolu.geste else "", "url": url}
    sujet = f"{lien.nom} demande un nouveau lien"
    for compte in destinataires:
        send_courriel(sujet, "espaces/_courriel_demande_lien.txt", context, [compte.email])


def submit_demande_perdue(*, email: str, adresse_ip: str, url_liste: Callable[[LienMagique], str]) -> bool:
    """Ask for the links that an address received, without saying whether there are any."""
    return submit_demande(liens=list_liens_of_email(fold_email(email)), adresse_ip=adresse_ip, url_liste=url_liste)

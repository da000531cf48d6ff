"""The messages of a session: saved first, then sent, only once. Nothing is lost if the mail server is down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from convive.espaces.actions.courriel import Depart, send_courriel
from convive.espaces.actions.trace import record
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import EnvoiFormation, Inscription, SessionFormation
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.envois import SorteEnvoi, is_utile
from convive.formation.selectors.enquetes import get_phrase_lundi
from convive.formation.selectors.pieces import pieces
from convive.formation.selectors.session_lue import SessionLue, read_session
from convive.gouvernance.rules.convocations import EtatEnvoi
from convive.journal.models import Geste

SUJETS = {
    SorteEnvoi.CONVOCATION: "Votre convocation\u00a0: {}",
    SorteEnvoi.ANNULATION: "Session annulée\u00a0: {}",
    SorteEnvoi.ADRESSE: "Votre page\u00a0: {}",
    SorteEnvoi.LUNDI: "Ce que vous vouliez refaire\u00a0: {}",
}


def submit_envois(session: SessionFormation, envois: Sequence[EnvoiFormation]) -> None:
    """Save messages, to be sent after the transaction. The caller has locked the session, and writes to the journal."""
    EnvoiFormation.objects.bulk_create(envois, ignore_conflicts=True)
    if envois:
        transaction.on_commit(partial(send_envois_tache.enqueue, str(session.pk)))


@task()
def send_envois_tache(session_uuid: str) -> None:
    """Send the messages from the worker, because thirty of them take a while."""
    send_envois(UUID(session_uuid), timezone.now())


def send_envois(session_uuid: UUID, now: datetime) -> tuple[int, int]:
    """Send the pending messages; return how many were sent and how many still wait. A refused address is recorded with
    the reply of the server, and does not stop the others; a server that is down stops everything.

    Of two concurrent processes, only one sends each message.
    """
    session = SessionFormation.objects.filter(pk=session_uuid).select_related("espace", "programme").first()
    if session is None or session.espace.is_expire:
        return 0, 0
    lue, sent = read_session(session, timezone.localdate(now)), 0
    for envoi in _list_utiles(lue, now):
        if not _take(envoi, now):
            continue
        depart = _send(lue, envoi, now)
        if not depart:
            EnvoiFormation.objects.filter(pk=envoi.pk).update(etat=EtatEnvoi.ECHEC.value, refus=depart.refus)
            if depart.refus:
                continue
            break
        sent += 1
    return sent, len(_list_utiles(lue, now))


def send_en_attente(now: datetime) -> tuple[int, int]:
    """Send the pending messages of every session; return how many were sent and how many still wait."""
    waiting = EnvoiFormation.objects.a_faire(now).order_by().values_list("inscription__session", flat=True)
    totals = [send_envois(pk, now) for pk in sorted(set(waiting))]
    return sum(sent for sent, _ in totals), sum(left for _, left in totals)


def _list_utiles(lue: SessionLue, now: datetime) -> list[EnvoiFormation]:
    rows = EnvoiFormation.objects.filter(inscription__session=lue.session).a_faire(now)
    rows = (
        rows.exclude(inscription__email="")
        .select_related("inscription")
        .order_by("essais", "inscription__nom", "created_at")
    )
    return [
        envoi
        for envoi in rows
        if is_utile(
            envoi.sorte,
            etat_session=lue.session.etat,
            etat_inscription=envoi.inscription.etat,
            date_fin=lue.session.date_fin,
            today=timezone.localdate(now),
        )
    ]


def _take(envoi: EnvoiFormation, now: datetime) -> bool:
    """Claim a message; return whether this process got it and must send it."""
    mine = EnvoiFormation.objects.filter(Q(etat=envoi.etat, essais=envoi.essais), pk=envoi.pk)
    return bool(mine.update(etat=EtatEnvoi.EN_COURS.value, essais=F("essais") + 1, tente_le=now, updated_at=now))


def _send(lue: SessionLue, envoi: EnvoiFormation, now: datetime) -> Depart:
    inscription, sorte = envoi.inscription, SorteEnvoi(envoi.sorte)
    inscription.session, inscription.espace = lue.session, lue.session.espace
    contexte = dict(build_contexte_courriel(inscription, lue))
    if sorte is SorteEnvoi.LUNDI:
        contexte["phrase"] = get_phrase_lundi(inscription)
    depart = send_courriel(
        SUJETS[sorte].format(lue.session.titre),
        f"formation/_courriel_{sorte.value}.txt",
        contexte,
        [inscription.email],
        pieces.list_pieces(sorte, inscription, lue, now),
        repondre_a=lue.organisme.contact_email if lue.organisme else "",
    )
    if depart:
        _note(envoi, inscription, now)
    return depart


@transaction.atomic
def _note(envoi: EnvoiFormation, inscription: Inscription, now: datetime) -> None:
    """Record that a message was sent; the line of the journal is the proof."""
    EnvoiFormation.objects.filter(pk=envoi.pk).update(etat=EtatEnvoi.PARTI.value, parti_le=now, updated_at=now)
    if envoi.sorte == SorteEnvoi.CONVOCATION:
        Inscription.objects.filter(pk=inscription.pk).update(convoquee_le=now, updated_at=now)
        # The document was attached to this message, so the page of documents must not send it again.
        sienne = inscription.documents.filter(sorte=SorteDocument.CONVOCATION.value, annule_le__isnull=True)
        sienne.filter(envoye_le__isnull=True).update(envoye_le=now, updated_at=now)
    record(None, Geste.NOTIFIER, inscription, inscription.espace, envoi=envoi.sorte, rang=envoi.rang)


def build_contexte_courriel(inscription: Inscription, lue: SessionLue) -> Mapping[str, Any]:
    """The template context of a message, and of its preview."""
    cle = build_cle(inscription)
    adresse = reverse("formation:stagiaire_detail", args=[cle])
    besoin = reverse("formation:stagiaire_questionnaire", args=[cle, Enquete.BESOIN.value])
    return {
        "inscription": inscription,
        "session": lue.session,
        "lue": lue,
        "adresse": f"{settings.URL_PUBLIQUE}{adresse}",
        "adresse_besoin": f"{settings.URL_PUBLIQUE}{besoin}",
        "signature": lue.organisme.raison_sociale if lue.organisme else lue.session.espace.nom,
    }

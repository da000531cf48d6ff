"""What leaves for a letter to a group: each copy once, at a pace. A server that is down loses nothing."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import mailers
from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import DestinataireLettre, EchangeActeur, LettreGroupe, NatureEchange
from convive.acteurs.rules.lettres_groupe import MAX_ESSAIS, MAX_RAISON, EtatDestinataire
from convive.acteurs.selectors.lettre_groupe import Pli
from convive.comptes.models import Compte
from convive.echanges.actions.lettre_semaine import Courriel
from convive.espaces.actions.courriel import read_refus
from convive.espaces.models import Espace
from convive.socle.objets import objets

logger = logging.getLogger(__name__)
SEL = "convive.acteurs.lettre"
PAR_LOT = 20
PAUSE_LOT = timedelta(seconds=30)
"""Mail servers of town halls refuse those who send hundreds of messages at once."""
PAUSE_PANNE = timedelta(minutes=10)
PANNE_MAX = timedelta(days=3)
"""After so long the worker no longer tries by itself; the page offers to."""
SANS_REPONSE = "Le serveur d’e-mail n’a pas répondu."
COUPEE = "La liaison a été coupée pendant l’envoi."


class ServeurEnPanne(RuntimeError):
    """The mail server does not open the conversation, or asks to come back later: nothing leaves for now."""


@task()
def send_lettre_tache(lettre_uuid: str) -> None:
    """One batch, then the next one after a pause: the other jobs of the installation are not held."""
    sent, left, is_panne = send_lot(UUID(lettre_uuid))
    if left and (sent or (is_panne and _is_recente(UUID(lettre_uuid)))):
        pause = PAUSE_PANNE if is_panne else PAUSE_LOT
        if send_lettre_tache.get_backend().supports_defer:
            send_lettre_tache.using(run_after=timezone.now() + pause).enqueue(lettre_uuid)
        elif not is_panne:
            send_lettre_tache.enqueue(lettre_uuid)


def _is_recente(lettre_uuid: UUID) -> bool:
    return LettreGroupe.objects.filter(pk=lettre_uuid, envoyee_le__gt=timezone.now() - PANNE_MAX).exists()


def send_lot(lettre_uuid: UUID) -> tuple[int, int, bool]:
    """Send a batch: how many left, how many wait, and whether the server is down. Of two processes, one takes each."""
    lettre = LettreGroupe.objects.filter(pk=lettre_uuid).select_related("espace", "auteur").first()
    waiting = DestinataireLettre.objects.a_envoyer().filter(lettre=lettre_uuid)
    if lettre is None or lettre.espace.is_expire:
        return 0, 0, False
    sent, is_panne = 0, False
    for copie in waiting.order_by("essais", "nom", "pk")[:PAR_LOT]:
        try:
            sent += _send(lettre, copie)
        except ServeurEnPanne:
            is_panne = True
            break
    return sent, waiting.count(), is_panne


def send_en_attente() -> tuple[int, int]:
    """What waits, of every letter, without a pause: how many left, how many still wait. To run every hour."""
    totals = [0, 0]
    lettres = DestinataireLettre.objects.a_envoyer().order_by().values_list("lettre", flat=True)
    for pk in sorted(set(lettres)):
        sent, left, is_panne = send_lot(pk)
        while left and sent and not is_panne:
            totals[0] += sent
            sent, left, is_panne = send_lot(pk)
        totals[0], totals[1] = totals[0] + sent, totals[1] + left
    return totals[0], totals[1]


def _send(lettre: LettreGroupe, copie: DestinataireLettre) -> bool:
    """Whether it left. Raise ServeurEnPanne, the copy being left for later."""
    message, now = build_message(lettre, copie), timezone.now()
    serveur = mailers.default
    try:
        serveur.open()
    except (OSError, SMTPException) as error:
        _wait(copie, SANS_REPONSE)
        raise ServeurEnPanne from error
    try:
        mine = DestinataireLettre.objects.a_envoyer().filter(pk=copie.pk, essais=copie.essais)
        if not mine.update(etat=EtatDestinataire.EN_DEPART.value, essais=F("essais") + 1, tente_le=now):
            return False
        copie.essais += 1
        serveur.send_messages([message])
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        code, raison = read_refus(error)
        if code < 500:
            # « Come back later »: a mailbox that is full, a server that sorts its mail.
            _wait(copie, raison)
            raise ServeurEnPanne from error
        _set_etat(copie, EtatDestinataire.REFUSE, raison)
        return False
    except (OSError, SMTPException):
        # The server may have taken it: sending it again could make it arrive twice, someone has to say so.
        logger.exception("The copy %s was cut while leaving.", copie.pk)
        _set_etat(copie, EtatDestinataire.EN_DEPART, COUPEE)
        return False
    finally:
        with suppress(OSError, SMTPException):
            serveur.close()
    _record_depart(lettre, copie)
    return True


@transaction.atomic
def _record_depart(lettre: LettreGroupe, copie: DestinataireLettre) -> None:
    copie.parti_le = timezone.now()
    DestinataireLettre.objects.filter(pk=copie.pk).update(parti_le=copie.parti_le)
    _set_etat(copie, EtatDestinataire.PARTI, "")
    record_echanges_lettre(lettre, [copie])


def record_echanges_lettre(lettre: LettreGroupe, copies: Iterable[DestinataireLettre]) -> None:
    """On the card of whoever receives it: a letter is an exchange. The caller holds the transaction."""
    reference = objets.get_reference(lettre)
    EchangeActeur.objects.bulk_create(
        EchangeActeur(
            espace=lettre.espace,
            organisation=copie.organisation,
            personne=copie.personne,
            nature=NatureEchange.COURRIEL if copie.etat == EtatDestinataire.PARTI.value else NatureEchange.COURRIER,
            date=timezone.localdate(),
            texte=f"Lettre à un groupe\u00a0: {copie.objet}",
            auteur=lettre.envoyee_par,
            auteur_nom=lettre.envoyee_par_nom,
            mene_par=lettre.envoyee_par,
            mene_par_nom=lettre.envoyee_par_nom,
            objet_type=reference.objet_type,
            objet_uuid=reference.objet_uuid,
        )
        for copie in copies
    )


def _wait(copie: DestinataireLettre, raison: str) -> None:
    """For the next time; an address that was tried MAX_ESSAIS times needs somebody to look."""
    etat = EtatDestinataire.REFUSE if copie.essais >= MAX_ESSAIS else EtatDestinataire.A_ENVOYER
    _set_etat(copie, etat, raison)


def _set_etat(copie: DestinataireLettre, etat: EtatDestinataire, raison: str) -> None:
    copie.etat, copie.raison = etat.value, raison[:MAX_RAISON]
    DestinataireLettre.objects.filter(pk=copie.pk).update(
        etat=copie.etat, raison=copie.raison, updated_at=timezone.now()
    )


def build_message(lettre: LettreGroupe, copie: DestinataireLettre) -> Courriel:
    """One person, one message: nobody reads the address of another."""
    arret = settings.URL_PUBLIQUE + reverse("acteurs:opposition_create", args=[build_jeton(lettre.espace, copie.email)])
    contexte = {"texte": copie.texte, "auteur": lettre.envoyee_par_nom, "espace": lettre.espace, "url_arret": arret}
    message = Courriel(
        " ".join(copie.objet.split()),
        render_to_string("acteurs/_courriel_lettre.txt", contexte),
        None,
        [copie.email],
        headers={
            "List-Unsubscribe": f"<{arret}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    if lettre.envoyee_par and lettre.envoyee_par.email:
        message.reply_to = [lettre.envoyee_par.email]
    return message


def send_essai(lettre: LettreGroupe, pli: Pli, by: Compte) -> bool:
    """To oneself, as this person would receive it; the link that stops letters stops nothing of hers."""
    contexte = {"texte": pli.texte, "auteur": str(by), "espace": lettre.espace, "url_arret": ""}
    sujet = f"[Essai, pour {pli.nom}] {pli.objet}"
    message = Courriel(
        " ".join(sujet.split()), render_to_string("acteurs/_courriel_lettre.txt", contexte), None, [by.email]
    )
    try:
        message.send()
    except (OSError, SMTPException):
        logger.exception("A trial of the letter %s could not be sent.", lettre.pk)
        return False
    return True


def build_jeton(espace: Espace, email: str) -> str:
    """What proves that a link was in a letter to this address; it only stops letters."""
    return signing.dumps([str(espace.pk), email.casefold()], salt=SEL)


def read_jeton(jeton: str) -> tuple[Espace, str] | None:
    try:
        espace_uuid, email = signing.loads(jeton, salt=SEL)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    espace = Espace.objects.filter(pk=espace_uuid).first()
    return (espace, email) if espace else None

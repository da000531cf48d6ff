"""Send the weekly letter: never twice, and without losing anything if the mail server is down or the run is killed."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import Policy, default
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.echanges.actions.notification import delete_notifications_anciennes
from convive.echanges.models import EtatLettre, LettreSemaine, Notification
from convive.echanges.rules import get_semaine
from convive.echanges.selectors.lettre_semaine import ContenuLettre, build_contenu, list_destinataires
from convive.socle.formats import nombre_accorde

logger = logging.getLogger(__name__)
SEL = "convive.echanges.lettre"
GARDE_LETTRES = timedelta(days=400)
# Errors that mean the server refused the message: the letter has certainly not been sent.
REFUS_CERTAINS = (SMTPRecipientsRefused, SMTPResponseException)


class ServeurInjoignable(RuntimeError):
    """The connection to the mail server failed: no letter can be sent for now."""


class Courriel(EmailMultiAlternatives):
    """An e-mail whose headers are not folded: beyond 78 characters, the unsubscribe URL would be encoded, and mail
    software could not follow it. 998 characters is the limit of the standard (RFC 5322).
    """

    def message(self, *, policy: "Policy[Any] | None" = default) -> EmailMessage:
        message: EmailMessage = super().message(policy=policy)
        message.policy = message.policy.clone(max_line_length=998)
        return message


@dataclass(slots=True)
class BilanLettres:
    """Counts of one run. `incertaines`: the connection broke while sending. Such a letter is never sent again, but the
    next one repeats its contents."""

    envoyees: int = 0
    vides: int = 0
    echouees: int = 0
    incertaines: int = 0
    erreurs: int = 0
    is_interrompu: bool = False

    @property
    def is_complet(self) -> bool:
        return not (self.echouees or self.incertaines or self.erreurs or self.is_interrompu)


def send_lettres(*, now: datetime, dry_run: bool = False) -> BilanLettres:
    """Send the letters that are due and not sent yet. Concurrent or successive runs send each letter only once.

    With `dry_run`, nothing is written or sent: the counts are those of a real run.
    """
    bilan, semaine = BilanLettres(), get_semaine(timezone.localdate(now))
    for compte in list_destinataires(semaine, timezone.localdate(now)):
        try:
            if dry_run:
                _count(bilan, EtatLettre.VIDE if build_contenu(compte, now).is_vide else EtatLettre.ENVOYEE)
                continue
            lettre, _ = LettreSemaine.objects.get_or_create(compte=compte, annee=semaine.annee, semaine=semaine.numero)
            _count(bilan, _send_lettre(lettre, compte, now))
        except ServeurInjoignable:
            bilan.is_interrompu = True
            logger.error("The mail server does not answer: the letters that are left wait for the next run.")
            break
        except Exception:
            # An error in one person's letter must not deprive the others of theirs.
            bilan.erreurs += 1
            logger.exception("The letter of %s could not be made.", compte.pk)
    if not dry_run:
        delete_notifications_anciennes(now)
        LettreSemaine.objects.filter(created_at__lt=now - GARDE_LETTRES).delete()
    logger.info("Letters of week %s of %s: %s", semaine.numero, semaine.annee, bilan)
    return bilan


def _count(bilan: BilanLettres, etat: EtatLettre | None) -> None:
    """Count one letter; None means that another run is sending it."""
    if etat is EtatLettre.ENVOYEE:
        bilan.envoyees += 1
    elif etat is EtatLettre.VIDE:
        bilan.vides += 1
    elif etat is EtatLettre.ECHOUEE:
        bilan.echouees += 1
    elif etat is EtatLettre.EN_DEPART:
        bilan.incertaines += 1


def _send_lettre(lettre: LettreSemaine, compte: Compte, now: datetime) -> EtatLettre | None:
    """Send one letter. Raise ServeurInjoignable if there is no server; the next run will then send the letter."""
    rows = LettreSemaine.objects.a_envoyer().filter(pk=lettre.pk)
    contenu = build_contenu(compte, now)
    if contenu.is_vide:
        return EtatLettre.VIDE if rows.update(etat=EtatLettre.VIDE) else None
    message = build_message(lettre, compte, contenu)
    serveur = _open_serveur(lettre)
    try:
        if not _claim(lettre, contenu):
            return None
        etat, erreur = _submit(serveur, message, lettre)
        date_envoi = timezone.now() if etat is EtatLettre.ENVOYEE else None
        LettreSemaine.objects.filter(pk=lettre.pk).update(etat=etat, erreur=erreur, date_envoi=date_envoi)
    finally:
        # An error while closing the connection says nothing about the message, which has been handed over or refused.
        with suppress(OSError, SMTPException):
            serveur.close()
    return etat


def _open_serveur(lettre: LettreSemaine) -> BaseEmailBackend:
    """Connect to the server before claiming the letter, so that a server that is down leaves it to be sent later."""
    serveur = mailers.default
    try:
        serveur.open()
    except (OSError, SMTPException) as error:
        rows = LettreSemaine.objects.a_envoyer().filter(pk=lettre.pk)
        rows.update(etat=EtatLettre.ECHOUEE, erreur=type(error).__name__)
        raise ServeurInjoignable from error
    return serveur


@transaction.atomic
def _claim(lettre: LettreSemaine, contenu: ContenuLettre) -> bool:
    """Claim the letter in a single UPDATE, so that only one of two runs sends it, and attach its notifications to
    it."""
    taken = LettreSemaine.objects.a_envoyer().filter(pk=lettre.pk)
    if not taken.update(etat=EtatLettre.EN_DEPART, tentatives=lettre.tentatives + 1):
        return False
    Notification.objects.filter(compte=lettre.compte_id, pk__in=contenu.notifications).update(lettre=lettre)
    return True


def _submit(
    serveur: BaseEmailBackend, message: EmailMultiAlternatives, lettre: LettreSemaine
) -> tuple[EtatLettre, str]:
    try:
        serveur.send_messages([message])
    except REFUS_CERTAINS as error:
        logger.warning("The mail server refused the letter %s: %s", lettre.pk, type(error).__name__)
        return EtatLettre.ECHOUEE, type(error).__name__
    except (OSError, SMTPException) as error:
        # The connection broke, and the server may have accepted the message: sending it again could deliver it twice.
        logger.exception("The letter %s was cut while leaving.", lettre.pk)
        return EtatLettre.EN_DEPART, type(error).__name__
    return EtatLettre.ENVOYEE, ""


def build_message(lettre: LettreSemaine, compte: Compte, contenu: ContenuLettre) -> EmailMultiAlternatives:
    """The letter in text and HTML, with the header that lets mail software unsubscribe in one click (RFC 8058)."""
    base = settings.URL_PUBLIQUE
    arret = base + reverse("echanges:lettre_delete", args=[build_jeton(compte.pk)])
    context = {
        "compte": compte,
        "contenu": contenu,
        "base": base,
        "url_arret": arret,
        "url_preferences": base + reverse("echanges:preference_update"),
    }
    message = Courriel(
        build_objet(contenu),
        render_to_string("echanges/_lettre.txt", context),
        None,
        [compte.email],
        headers={
            "List-Unsubscribe": f"<{arret}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<lettre-{lettre.annee}-{lettre.semaine}-{compte.pk}@{urlsplit(base).hostname}>",
        },
    )
    message.attach_alternative(render_to_string("echanges/courriels/lettre.html", context), "text/html")
    return message


def build_objet(contenu: ContenuLettre) -> str:
    parts = []
    if contenu.nombre_nouvelles:
        parts.append(nombre_accorde(contenu.nombre_nouvelles, "nouvelle"))
    if contenu.nombre_taches:
        parts.append(f"{nombre_accorde(contenu.nombre_taches, 'chose')} à faire")
    return f"Votre semaine : {', '.join(parts)}"


def build_jeton(compte_uuid: UUID) -> str:
    """A signed token, without expiry, that proves that a link came from a letter to this person. It can only be used to
    stop the letter."""
    return signing.dumps(str(compte_uuid), salt=SEL)


def get_compte_from_jeton(jeton: str) -> Compte | None:
    try:
        identifiant = signing.loads(jeton, salt=SEL)
    except signing.BadSignature:
        return None
    return Compte.objects.filter(pk=identifiant, is_active=True).first()

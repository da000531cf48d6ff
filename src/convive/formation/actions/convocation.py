"""Send convocations, tell people that a session is cancelled, send a stagiaire the link to her page."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.formation.actions.envoi import submit_envois
from convive.formation.actions.verrou import lock_inscription, lock_session
from convive.formation.models import EnvoiFormation, Inscription, SessionFormation
from convive.formation.models.inscription import make_jeton
from convive.formation.refus import FormationRefusee
from convive.formation.rules.envois import PREVENUES, SorteEnvoi
from convive.formation.rules.formation import EtatSession
from convive.formation.selectors.convocation import list_convocations, write_annonce
from convive.formation.selectors.session_lue import read_session
from convive.gouvernance.rules.convocations import EtatEnvoi
from convive.journal.models import Geste

MAX_ADRESSES = 20
"""The maximum number of messages that give a person the link to her page."""


@transaction.atomic
def submit_convocations(*, by: Compte, session: SessionFormation) -> int:
    """Send a convocation to those who have not received an up-to-date one. Return how many will be sent; a second click
    sends nothing.

    Raise FormationRefusee for a session that is not open, or without dates.
    """
    current = lock_session(session)
    if current.etat != EtatSession.OUVERTE:
        raise FormationRefusee("Ouvrez d’abord la session\u00a0: une convocation engage sur des dates.")
    lue = read_session(current, timezone.localdate())
    if not lue.demi_journees:
        raise FormationRefusee("Donnez d’abord ses dates.")
    annonce = write_annonce(lue)
    wanted = [
        EnvoiFormation(inscription=row.inscription, sorte=SorteEnvoi.CONVOCATION.value, rang=row.rang, annonce=annonce)
        for row in list_convocations(lue)
        if row.is_a_envoyer
    ]
    if wanted:
        # Drop older convocations that were never sent: their dates or place are no longer right.
        _drop_anciennes([envoi.inscription for envoi in wanted])
        submit_envois(current, wanted)
        record(by, Geste.NOTIFIER, current, current.espace, convocations=len(wanted))
    return len(wanted)


def notify_annulation(session: SessionFormation) -> int:
    """Tell everyone who has an e-mail address why the session is cancelled, once per cancellation. The caller has
    locked the session, and writes to the journal."""
    rows = list(Inscription.objects.filter(session=session, etat__in=PREVENUES).exclude(email=""))
    faits = EnvoiFormation.objects.filter(inscription__in=rows, sorte=SorteEnvoi.ANNULATION.value)
    rangs = dict(faits.order_by().values("inscription").annotate(n=Count("pk")).values_list("inscription", "n"))
    wanted = [
        EnvoiFormation(
            inscription=row,
            sorte=SorteEnvoi.ANNULATION.value,
            rang=rangs.get(row.pk, 0),
            annonce=session.motif_annulation,
        )
        for row in rows
    ]
    _drop_anciennes(rows)
    submit_envois(session, wanted)
    return len(wanted)


@transaction.atomic
def submit_adresse(*, by: Compte, inscription: Inscription) -> EnvoiFormation:
    """Send a stagiaire the link to her page. Raise FormationRefusee without an e-mail address, or after too many."""
    current = lock_inscription(inscription)
    if not current.email:
        raise FormationRefusee("Donnez d’abord son adresse e-mail.")
    rang = EnvoiFormation.objects.filter(inscription=current, sorte=SorteEnvoi.ADRESSE.value).count()
    if rang >= MAX_ADRESSES:
        raise FormationRefusee("Ce message est déjà parti bien des fois\u00a0: vérifiez son adresse e-mail.")
    envoi = EnvoiFormation(inscription=current, sorte=SorteEnvoi.ADRESSE.value, rang=rang)
    submit_envois(current.session, [envoi])
    record(by, Geste.NOTIFIER, current, current.espace, envoi="adresse")
    return envoi


@transaction.atomic
def update_jeton(*, by: Compte, inscription: Inscription) -> Inscription:
    """Replace the private link of a stagiaire: the former one stops working for whoever has it."""
    current = lock_inscription(inscription)
    current.jeton = make_jeton()
    current.save()
    record(by, Geste.REVOQUER, current, current.espace, adresse="changée")
    return current


def _drop_anciennes(inscriptions: Iterable[Inscription]) -> None:
    waiting = EnvoiFormation.objects.filter(inscription__in=list(inscriptions), sorte=SorteEnvoi.CONVOCATION.value)
    waiting.filter(etat__in=[EtatEnvoi.A_ENVOYER.value, EtatEnvoi.ECHEC.value]).delete()

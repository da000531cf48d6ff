"""Send questionnaires automatically: each is sent once when its day comes, then reminders according to the settings,
but never after an answer. The current time is an argument."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.formation.actions.message_enquete import MessageEnquete, group_messages, send_message
from convive.formation.actions.verrou import lock_session
from convive.formation.models import (
    Inscription,
    Intervenant,
    OrganismeFormation,
    QuestionnaireSession,
    SessionFormation,
)
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import (
    REGLES,
    DelaisEnquetes,
    Enquete,
    Public,
    is_a_envoyer,
    is_a_rappeler,
    is_ouverte,
)
from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.formation.selectors.enquetes import get_delais_enquetes
from convive.gouvernance.rules.convocations import EtatEnvoi
from convive.journal.models import Geste

TENUES = (EtatSession.OUVERTE.value, EtatSession.TERMINEE.value)


def send_enquetes(now: datetime) -> tuple[int, int]:
    """Send the questionnaires and reminders due in every session; return how many messages were sent and still wait."""
    sent, left = 0, 0
    rows = SessionFormation.objects.filter(etat__in=TENUES, date_fin__isnull=False).select_related("espace")
    for session in rows.order_by("pk"):
        if session.espace.is_expire:
            continue
        create_enquetes(session=session, now=now)
        done, waiting = send_enquetes_session(session, now)
        sent, left = sent + done, left + waiting
        if waiting:
            # The server is down: the messages of the other sessions will be sent by the next run.
            break
    return sent, left


@transaction.atomic
def create_enquetes(*, session: SessionFormation, now: datetime, by: Compte | None = None) -> int:
    """Create the questionnaires whose day has come, one per person, if they do not exist yet. Return how many are
    new."""
    current = lock_session(session)
    debut, fin, today = current.date_debut, current.date_fin, timezone.localdate(now)
    if current.etat not in TENUES or debut is None or fin is None:
        return 0
    delais = get_delais_enquetes(current, today)
    dues = [enquete for enquete in Enquete if is_a_envoyer(enquete, debut, fin, delais, today)]
    wanted = list(_build(current, dues)) if dues else []
    connus = {
        _identify(row): row for row in QuestionnaireSession.objects.filter(session=current, cle__in=map(str, dues))
    }
    nouveaux = [row for row in wanted if _identify(row) not in connus]
    QuestionnaireSession.objects.bulk_create(nouveaux, ignore_conflicts=True)
    # Also send one that she has already started on her own page, unless she has submitted it.
    vides = [row.pk for cle, row in connus.items() if not row.etat and cle in {_identify(w) for w in wanted}]
    QuestionnaireSession.objects.filter(pk__in=vides, termine_le__isnull=True).update(
        etat=EtatEnvoi.A_ENVOYER.value, updated_at=now
    )
    if nouveaux:
        record(by, Geste.NOTIFIER, current, current.espace, questionnaires=len(nouveaux))
    return len(nouveaux)


def _build(session: SessionFormation, dues: list[Enquete]) -> Iterator[QuestionnaireSession]:
    inscrites = list(Inscription.objects.filter(session=session, etat=EtatInscription.INSCRITE.value))
    financeurs = {row.financeur_email.lower(): row.financeur for row in inscrites if row.financeur_email}
    commun: dict[str, Any] = {"session": session, "etat": EtatEnvoi.A_ENVOYER.value}
    for enquete in dues:
        match REGLES[enquete].public:
            case Public.STAGIAIRE:
                for row in inscrites:
                    if row.email:
                        yield QuestionnaireSession(cle=enquete.value, inscription=row, **commun)
            case Public.EMPLOYEUR:
                for row in inscrites:
                    if row.employeur_email:
                        qui = {"nom": row.employeur_contact or row.employeur, "email": row.employeur_email}
                        yield QuestionnaireSession(cle=enquete.value, inscription=row, **qui, **commun)
            case Public.INTERVENANT:
                for personne in Intervenant.objects.filter(session=session).exclude(email=""):
                    yield QuestionnaireSession(cle=enquete.value, intervenant=personne, **commun)
            case Public.FINANCEUR:
                for email, nom in financeurs.items():
                    yield QuestionnaireSession(cle=enquete.value, email=email, nom=nom or email, **commun)


def _identify(row: QuestionnaireSession) -> tuple[object, ...]:
    if row.inscription_id or row.intervenant_id:
        return row.cle, row.inscription_id, row.intervenant_id
    return row.cle, row.email.lower()


def send_enquetes_session(session: SessionFormation, now: datetime) -> tuple[int, int]:
    """Send first messages, then reminders. Return how many were sent, and how many still wait."""
    return _send_messages(session, _list_messages(session, now), now)


def _send_messages(session: SessionFormation, messages: Sequence[MessageEnquete], now: datetime) -> tuple[int, int]:
    """Send messages. A refused address does not stop the others, and is tried again next time; a server that is down
    stops everything. Of two concurrent processes, only one sends each questionnaire."""
    organisme = OrganismeFormation.objects.filter(espace=session.espace_id).first()
    sent, refuses = 0, 0
    for rang, message in enumerate(messages):
        is_rappel = message.is_rappel
        rows = [row for row in message.rows if _take(row, now, is_rappel=is_rappel)]
        if not rows:
            continue
        depart = send_message(session, organisme, rows, is_rappel=is_rappel)
        if not depart:
            _put_back(rows, is_rappel=is_rappel)
            if not depart.refus:
                return sent, refuses + len(messages) - rang
            refuses += 1
            continue
        _note(session, rows, now, is_rappel=is_rappel)
        sent += 1
    return sent, refuses


@transaction.atomic
def submit_rappels(*, by: Compte, session: SessionFormation, enquete: Enquete, now: datetime) -> int:
    """Send reminders on request to those who have not answered, never twice on the same day, nor more than the rule
    allows. Return how many messages will be sent."""
    current = lock_session(session)
    if not REGLES[enquete].is_envoyee:
        raise FormationRefusee("Ce questionnaire ne se rappelle pas\u00a0: il attend sur la page de chaque personne.")
    jour = timezone.localdate(now)
    maximum = len(get_delais_enquetes(current, jour).get_rappels(enquete))
    if not maximum:
        raise FormationRefusee("Les réglages de l’organisme ne prévoient aucun rappel de ce questionnaire.")
    rows = [row for row in _list_muets(current).filter(cle=enquete.value) if _can_rappeler(row, maximum, jour)]
    messages = group_messages(rows, is_rappel=True)
    if messages:
        record(by, Geste.NOTIFIER, current, current.espace, rappels=len(rows), questionnaire=REGLES[enquete].libelle)
        transaction.on_commit(lambda: _send_messages(current, messages, now))
    return len(messages)


def _can_rappeler(row: QuestionnaireSession, maximum: int, jour: Any) -> bool:
    dernier = row.rappele_le or row.parti_le
    is_ancien = dernier is not None and timezone.localdate(dernier) < jour
    return is_ancien and row.rappels < maximum


def _list_muets(session: SessionFormation) -> Any:
    rows = QuestionnaireSession.objects.filter(session=session, termine_le__isnull=True, parti_le__isnull=False)
    venues = Q(inscription__isnull=True) | Q(inscription__etat=EtatInscription.INSCRITE.value)
    return rows.filter(venues).select_related("inscription", "intervenant")


def _list_messages(session: SessionFormation, now: datetime) -> list[MessageEnquete]:
    """The messages due today."""
    venues = Q(inscription__isnull=True) | Q(inscription__etat=EtatInscription.INSCRITE.value)
    rows = QuestionnaireSession.objects.filter(venues, session=session).a_faire(now)
    premiers = rows.select_related("inscription", "intervenant").order_by("created_at", "pk")
    today = timezone.localdate(now)
    delais = get_delais_enquetes(session, today)
    muets = _list_muets(session).order_by("created_at", "pk")
    rappels = [row for row in muets if _is_due(session, row, delais, today)]
    return [*group_messages(premiers, is_rappel=False), *group_messages(rappels, is_rappel=True)]


def _is_due(session: SessionFormation, row: QuestionnaireSession, delais: DelaisEnquetes, today: date) -> bool:
    """Whether a reminder is due today. There is none for a questionnaire that is closed, such as the entry grid of
    somebody who enrolled late."""
    enquete, parti, rappele = Enquete(row.cle), _get_jour(row.parti_le), _get_jour(row.rappele_le)
    if not is_a_rappeler(enquete, parti, row.rappels, delais, today, rappele):
        return False
    return is_ouverte(enquete, session.date_debut, session.date_fin, delais, today)


def _get_jour(moment: Any) -> Any:
    return timezone.localdate(moment) if moment is not None else None


def _take(row: QuestionnaireSession, now: datetime, *, is_rappel: bool) -> bool:
    """Claim a questionnaire; return whether this process got it and must send it."""
    if is_rappel:
        mine = QuestionnaireSession.objects.filter(pk=row.pk, rappels=row.rappels, termine_le__isnull=True)
        return bool(mine.update(rappels=F("rappels") + 1, rappele_le=now, updated_at=now))
    mine = QuestionnaireSession.objects.filter(pk=row.pk, etat=row.etat, essais=row.essais, termine_le__isnull=True)
    return bool(mine.update(etat=EtatEnvoi.EN_COURS.value, essais=F("essais") + 1, tente_le=now, updated_at=now))


def _put_back(rows: Sequence[QuestionnaireSession], *, is_rappel: bool) -> None:
    for row in rows:
        mine = QuestionnaireSession.objects.filter(pk=row.pk)
        if is_rappel:
            mine.update(rappels=row.rappels, rappele_le=row.rappele_le)
        else:
            mine.update(etat=EtatEnvoi.ECHEC.value)


@transaction.atomic
def _note(session: SessionFormation, rows: Sequence[QuestionnaireSession], now: datetime, *, is_rappel: bool) -> None:
    """Record that a message was sent, with a line of the journal as proof for each person it is about."""
    if not is_rappel:
        partis = QuestionnaireSession.objects.filter(pk__in=[row.pk for row in rows])
        partis.update(etat=EtatEnvoi.PARTI.value, parti_le=now, updated_at=now)
    for row in rows:
        objet = row.inscription or session
        record(None, Geste.NOTIFIER, objet, session.espace, questionnaire=row.cle, rappel=is_rappel)

"""Questionnaires send themselves: each is asked once when its day comes, recalled as its rule says, never after an
answer. The clock is an argument."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import send_courriel
from convive.espaces.actions.trace import record
from convive.formation.actions.verrou import lock_session
from convive.formation.cle_enquete import build_cle_enquete
from convive.formation.cle_stagiaire import build_cle
from convive.formation.models import (
    Inscription,
    Intervenant,
    OrganismeFormation,
    QuestionnaireSession,
    SessionFormation,
)
from convive.formation.rules.enquetes import (
    MOMENTS,
    REGLES,
    DelaisEnquetes,
    Enquete,
    Public,
    is_a_envoyer,
    is_a_rappeler,
    is_ouverte,
)
from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.formation.rules.parcours import FormationRefusee
from convive.formation.selectors.enquetes import get_delais_enquetes, name_destinataire
from convive.gouvernance.rules.convocations import EtatEnvoi
from convive.journal.models import Geste

TENUES = (EtatSession.OUVERTE.value, EtatSession.TERMINEE.value)


def send_enquetes(now: datetime) -> tuple[int, int]:
    """Ask and recall whatever is due, in every session: how many messages left, how many still wait."""
    sent, left = 0, 0
    rows = SessionFormation.objects.filter(etat__in=TENUES, date_fin__isnull=False).select_related("espace")
    for session in rows.order_by("pk"):
        if session.espace.is_expire:
            continue
        create_enquetes(session=session, now=now)
        done, waiting = send_enquetes_session(session, now)
        sent, left = sent + done, left + waiting
        if waiting:
            # The server is down: what waits for the other sessions leaves at the next run.
            break
    return sent, left


@transaction.atomic
def create_enquetes(*, session: SessionFormation, now: datetime, by: Compte | None = None) -> int:
    """The questionnaires whose day has come, one for each person; those that exist are left. How many are new."""
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
    # One that she opened by herself on her page is asked too, unless she has finished.
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
    """First messages, then reminders. Of two processes at once, one takes each. How many left, and how many wait for a
    server that answers."""
    organisme = OrganismeFormation.objects.filter(espace=session.espace_id).first()
    dues = _list_dues(session, now)
    sent = 0
    for rang, (row, is_rappel) in enumerate(dues):
        if not _take(row, now, is_rappel=is_rappel):
            continue
        if not _send(session, organisme, row, is_rappel=is_rappel):
            _put_back(row, is_rappel=is_rappel)
            return sent, len(dues) - rang
        _note(session, row, now, is_rappel=is_rappel)
        sent += 1
    return sent, 0


@transaction.atomic
def submit_rappels(*, by: Compte, session: SessionFormation, enquete: Enquete, now: datetime) -> int:
    """By hand, to those who were asked and have not answered; never twice the same day, nor more than the rule allows.
    How many will leave."""
    current = lock_session(session)
    if not REGLES[enquete].is_envoyee:
        raise FormationRefusee("Ce questionnaire ne se rappelle pas\u00a0: il attend sur la page de chaque personne.")
    jour = timezone.localdate(now)
    maximum = len(get_delais_enquetes(current, jour).get_rappels(enquete))
    if not maximum:
        raise FormationRefusee("Les réglages de l’organisme ne prévoient aucun rappel de ce questionnaire.")
    rows = [row for row in _list_muets(current).filter(cle=enquete.value) if _can_rappeler(row, maximum, jour)]
    organisme = OrganismeFormation.objects.filter(espace=current.espace_id).first()
    if rows:
        record(by, Geste.NOTIFIER, current, current.espace, rappels=len(rows), questionnaire=REGLES[enquete].libelle)
        transaction.on_commit(lambda: _send_rappels(current, organisme, rows, now))
    return len(rows)


def _send_rappels(
    session: SessionFormation, organisme: OrganismeFormation | None, rows: list[QuestionnaireSession], now: datetime
) -> None:
    for row in rows:
        if not _take(row, now, is_rappel=True):
            continue
        if not _send(session, organisme, row, is_rappel=True):
            _put_back(row, is_rappel=True)
            return
        _note(session, row, now, is_rappel=True)


def _can_rappeler(row: QuestionnaireSession, maximum: int, jour: Any) -> bool:
    dernier = row.rappele_le or row.parti_le
    is_ancien = dernier is not None and timezone.localdate(dernier) < jour
    return is_ancien and row.rappels < maximum


def _list_muets(session: SessionFormation) -> Any:
    rows = QuestionnaireSession.objects.filter(session=session, termine_le__isnull=True, parti_le__isnull=False)
    venues = Q(inscription__isnull=True) | Q(inscription__etat=EtatInscription.INSCRITE.value)
    return rows.filter(venues).select_related("inscription", "intervenant")


def _list_dues(session: SessionFormation, now: datetime) -> list[tuple[QuestionnaireSession, bool]]:
    """A questionnaire and whether it is a reminder."""
    venues = Q(inscription__isnull=True) | Q(inscription__etat=EtatInscription.INSCRITE.value)
    rows = QuestionnaireSession.objects.filter(venues, session=session).a_faire(now)
    premiers = rows.select_related("inscription", "intervenant").order_by("created_at", "pk")
    today = timezone.localdate(now)
    delais = get_delais_enquetes(session, today)
    rappels = [row for row in _list_muets(session).order_by("created_at", "pk") if _is_due(session, row, delais, today)]
    return [(row, False) for row in premiers if get_adresse(row)] + [(row, True) for row in rappels if get_adresse(row)]


def _is_due(session: SessionFormation, row: QuestionnaireSession, delais: DelaisEnquetes, today: date) -> bool:
    """Whether its reminder leaves today. What cannot be answered any more is not recalled: whoever enrolled late had
    the grid of the entry a few days before it closed."""
    enquete, parti, rappele = Enquete(row.cle), _get_jour(row.parti_le), _get_jour(row.rappele_le)
    if not is_a_rappeler(enquete, parti, row.rappels, delais, today, rappele):
        return False
    return is_ouverte(enquete, session.date_debut, session.date_fin, delais, today)


def _get_jour(moment: Any) -> Any:
    return timezone.localdate(moment) if moment is not None else None


def get_adresse(row: QuestionnaireSession) -> str:
    """Where its message goes; empty when nobody gave an address."""
    if row.email:
        return row.email
    if row.intervenant is not None:
        return row.intervenant.email
    return row.inscription.email if row.inscription is not None else ""


def _take(row: QuestionnaireSession, now: datetime, *, is_rappel: bool) -> bool:
    """Whether this process is the one that sends."""
    if is_rappel:
        mine = QuestionnaireSession.objects.filter(pk=row.pk, rappels=row.rappels, termine_le__isnull=True)
        return bool(mine.update(rappels=F("rappels") + 1, rappele_le=now, updated_at=now))
    mine = QuestionnaireSession.objects.filter(pk=row.pk, etat=row.etat, essais=row.essais, termine_le__isnull=True)
    return bool(mine.update(etat=EtatEnvoi.EN_COURS.value, essais=F("essais") + 1, tente_le=now, updated_at=now))


def _put_back(row: QuestionnaireSession, *, is_rappel: bool) -> None:
    mine = QuestionnaireSession.objects.filter(pk=row.pk)
    if is_rappel:
        mine.update(rappels=row.rappels, rappele_le=row.rappele_le)
    else:
        mine.update(etat=EtatEnvoi.ECHEC.value)


@transaction.atomic
def _note(session: SessionFormation, row: QuestionnaireSession, now: datetime, *, is_rappel: bool) -> None:
    """It left: the proof of it is a line of the journal."""
    if not is_rappel:
        QuestionnaireSession.objects.filter(pk=row.pk).update(etat=EtatEnvoi.PARTI.value, parti_le=now, updated_at=now)
    objet = row.inscription or session
    record(None, Geste.NOTIFIER, objet, session.espace, questionnaire=row.cle, rappel=is_rappel)


def _send(
    session: SessionFormation, organisme: OrganismeFormation | None, row: QuestionnaireSession, *, is_rappel: bool
) -> bool:
    regle = REGLES[Enquete(row.cle)]
    contexte = {
        "nom": name_destinataire(row),
        "regle": regle,
        "session": session,
        "stagiaire": row.inscription.nom if row.inscription is not None else "",
        "adresse": f"{settings.URL_PUBLIQUE}{_get_chemin(row)}",
        "is_rappel": is_rappel,
        "signature": organisme.raison_sociale if organisme else session.espace.nom,
    }
    sujet = f"{'Rappel\u00a0: ' if is_rappel else ''}{regle.sujet}"
    if regle.public is Public.EMPLOYEUR and row.inscription is not None:
        # An employer who sends eight people reads at once which message is about whom.
        sujet = f"{sujet} ({row.inscription.nom})"
    repondre_a = organisme.contact_email if organisme else ""
    return send_courriel(
        sujet, "formation/_courriel_questionnaire.txt", contexte, [get_adresse(row)], repondre_a=repondre_a
    )


def _get_chemin(row: QuestionnaireSession) -> str:
    enquete = Enquete(row.cle)
    if REGLES[enquete].public is not Public.STAGIAIRE or row.inscription is None:
        return reverse("formation:avis_update", args=[build_cle_enquete(row)])
    cle = build_cle(row.inscription)
    for moment, positionnement in MOMENTS.items():
        if enquete is positionnement:
            return reverse("formation:stagiaire_positionnement", args=[cle, moment])
    return reverse("formation:stagiaire_questionnaire", args=[cle, row.cle])

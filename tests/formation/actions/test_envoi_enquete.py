"""Questionnaires send themselves: once, on their day, recalled, never after an answer."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone

from convive.formation.actions.enquete import update_enquete_stagiaire
from convive.formation.actions.envoi_enquete import (
    _list_messages,
    _send_messages,
    create_enquetes,
    send_enquetes,
    submit_rappels,
)
from convive.formation.cles.enquete import build_cle_enquete
from convive.formation.models import Inscription, Intervenant, QuestionnaireSession, ReglageFormation, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import Enquete
from convive.journal.models import Journal
from tests.espaces.factories import refuse_adresse
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db
SUJETS = {
    "Avant votre formation : où vous en êtes": "entree",
    "Avant votre formation : ce que vous en attendez": "besoin",
    "Votre avis sur la formation": "chaud",
    "Quelques mois après : ce qui vous a servi": "froid",
    "Quelques mois après la formation : votre avis d’employeur (Ysoline Ferrandou)": "employeur",
    "Votre avis sur la session que vous avez animée": "intervenant",
    "La formation que vous avez financée : votre avis": "financeur",
}


def at(session: SessionFormation, jours: int) -> datetime:
    """At noon, so many days after the last one."""
    return datetime.combine(session.date_fin + timedelta(days=jours), time(12), tzinfo=UTC)


def read_boite() -> list[tuple[str, str]]:
    sent = [(message.to[0], SUJETS[message.subject.removeprefix("Rappel : ")]) for message in mail.outbox]
    mail.outbox.clear()
    return sorted(sent)


@pytest.fixture
def complete(session, inscription) -> SessionFormation:
    """One trainee with an employer and a funder who have an address, one trainer with one."""
    Inscription.objects.filter(pk=inscription.pk).update(
        employeur_email="rh@exemple.fr", financeur="CNFPT", financeur_email="fin@exemple.fr"
    )
    Intervenant.objects.filter(session=session).update(email="anime@exemple.fr")
    SessionFormation.objects.filter(pk=session.pk).update(date_debut=date(2026, 10, 12), date_fin=date(2026, 10, 13))
    session.refresh_from_db()
    create_inscription_essai(session, "Sans Adresse")
    create_inscription_essai(session, "Qui Part", email="part@exemple.fr", etat="abandon", motif="Malade")
    return session


def test_the_life_of_a_session_in_messages(complete):
    moi = "ysoline@exemple.fr"
    parts = []
    for jours in (-20, -11, -11, -6, 0, 0, 6, 7, 21, 60, 123, 137, 151, 200):
        assert send_enquetes(at(complete, jours))[1] == 0
        parts.append((jours, read_boite()))
    assert [part for part in parts if part[1]] == [
        (-11, [(moi, "besoin"), (moi, "entree")]),
        (-6, [(moi, "besoin"), (moi, "entree")]),
        (0, [("anime@exemple.fr", "intervenant"), (moi, "chaud")]),
        (7, [("anime@exemple.fr", "intervenant"), ("fin@exemple.fr", "financeur"), (moi, "chaud")]),
        (21, [("fin@exemple.fr", "financeur"), (moi, "chaud")]),
        (123, [("rh@exemple.fr", "employeur"), (moi, "froid")]),
        (137, [("rh@exemple.fr", "employeur"), (moi, "froid")]),
        (151, [("rh@exemple.fr", "employeur"), (moi, "froid")]),
    ]


def test_nothing_is_asked_once_answered(complete, inscription):
    update_enquete_stagiaire(inscription=inscription, enquete=Enquete.A_CHAUD, reponses={"objectifs": 4}, is_fin=True)
    send_enquetes(at(complete, 0))
    send_enquetes(at(complete, 30))
    assert "chaud" not in {sujet for _, sujet in read_boite()}


def test_one_begun_on_her_page_is_asked_like_the_others(complete, inscription):
    update_enquete_stagiaire(inscription=inscription, enquete=Enquete.A_CHAUD, reponses={"objectifs": 4}, is_fin=False)
    send_enquetes(at(complete, 0))
    assert ("ysoline@exemple.fr", "chaud") in read_boite()
    assert QuestionnaireSession.objects.get(cle="a_chaud").reponses == {"objectifs": 4}


def test_a_server_that_is_down_loses_nothing_and_repeats_nothing(complete):
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        assert send_enquetes(at(complete, 0)) == (0, 2)
    assert send_enquetes(at(complete, 0)) == (2, 0)
    read_boite()
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("down")):
        assert send_enquetes(at(complete, 8))[0] == 0
    assert send_enquetes(at(complete, 8)) == (3, 0)
    assert send_enquetes(at(complete, 8)) == (0, 0)


def test_an_address_that_is_refused_stops_nobody_and_is_tried_again(complete):
    with refuse_adresse("ysoline@exemple.fr"):
        assert send_enquetes(at(complete, 0)) == (1, 1)
    assert send_enquetes(at(complete, 0)) == (1, 0)


def test_the_delay_is_a_dated_setting(complete):
    ReglageFormation.objects.create(
        espace=complete.espace, cle="a_froid_mois", date_debut="2020-01-01", valeur=6, source="Notre usage"
    )
    send_enquetes(at(complete, 130))
    assert "froid" not in {sujet for _, sujet in read_boite()}
    send_enquetes(at(complete, 184))
    assert "froid" in {sujet for _, sujet in read_boite()}


def set_delai(session: SessionFormation, cle: str, depuis: int = -90, **valeurs: object) -> None:
    jour = session.date_fin + timedelta(days=depuis)
    ReglageFormation.objects.create(espace=session.espace, cle=cle, date_debut=jour, **valeurs)


def test_a_session_follows_the_delays_of_its_last_day(complete):
    set_delai(complete, "entree_avant_jours", valeur=20)
    set_delai(complete, "a_chaud_rappels", texte="3")
    set_delai(complete, "a_chaud_rappels", depuis=1, texte="2, 4")
    set_delai(complete, "financeur_rappels", texte="aucun")
    parts = []
    for jours in (-21, -16, 0, 2, 3, 4, 7, 30):
        send_enquetes(at(complete, jours))
        parts += [(jours, sujet) for _, sujet in read_boite() if sujet in ("entree", "chaud", "financeur")]
    assert parts == [(-21, "entree"), (-16, "entree"), (0, "chaud"), (3, "chaud"), (7, "financeur")]


def test_whoever_enrolled_late_is_not_asked_after_the_first_day(complete):
    for jours in (-4, 0, 1):
        send_enquetes(at(complete, jours))
    assert [sujet for _, sujet in read_boite()].count("entree") == 1


@pytest.fixture
def employeur(complete) -> SessionFormation:
    """The same employer sent three more people; another one sent one, and the mail of one was typed otherwise."""
    for nom, email in (("Ada", "RH@exemple.fr"), ("Bao", "rh@exemple.fr"), ("Zoé", "rh@exemple.fr")):
        create_inscription_essai(complete, nom, employeur="Mairie de Montorvelle", employeur_email=email)
    create_inscription_essai(complete, "Ailleurs", employeur="La Ruche", employeur_email="autre@exemple.fr")
    return complete


def read_employeurs() -> list[tuple[str, str]]:
    """To whom, and the end of the subject; the box is emptied."""
    sent = [(m.to[0].lower(), m.subject) for m in mail.outbox if "employeur" in m.subject]
    mail.outbox.clear()
    return sorted((to, f"{'rappel ' * ('Rappel' in sujet)}{sujet[sujet.index('(') :]}") for to, sujet in sent)


def test_an_employer_is_written_to_once_about_all_those_it_sent(employeur):
    send_enquetes(at(employeur, 123))
    message = next(m for m in mail.outbox if m.to[0].lower() == "rh@exemple.fr")
    assert message.body.startswith("Bonjour Mairie de Montorvelle,")
    assert "au sujet de 4\u00a0personnes de votre organisation" in message.body
    rows = QuestionnaireSession.objects.filter(cle="a_froid_employeur").exclude(email="autre@exemple.fr")
    for row in rows:
        assert f"{row.inscription.nom}\u00a0:\nhttp" in message.body
        assert build_cle_enquete(row) in message.body
    assert "Ailleurs" not in message.body
    assert read_employeurs() == [("autre@exemple.fr", "(Ailleurs)"), ("rh@exemple.fr", "(4 personnes)")]
    assert not rows.exclude(etat="parti").exists()
    lignes = Journal.objects.filter(
        geste="notifier", objet_type="inscription", detail__questionnaire="a_froid_employeur"
    )
    assert lignes.count() == 5


def test_its_reminder_is_about_those_it_has_not_answered_for(employeur):
    send_enquetes(at(employeur, 123))
    rows = QuestionnaireSession.objects.filter(cle="a_froid_employeur", inscription__nom__in=["Ada", "Bao"])
    rows.update(termine_le=at(employeur, 124))
    read_employeurs()
    for jours, attendu in (
        (137, [("autre@exemple.fr", "rappel (Ailleurs)"), ("rh@exemple.fr", "rappel (2 personnes)")]),
        (138, []),
        (151, [("autre@exemple.fr", "rappel (Ailleurs)"), ("rh@exemple.fr", "rappel (Zoé)")]),
    ):
        if jours == 151:
            answered = QuestionnaireSession.objects.filter(inscription__nom="Ysoline Ferrandou")
            answered.update(termine_le=at(employeur, 140))
        send_enquetes(at(employeur, jours))
        assert read_employeurs() == attendu, jours


def test_a_message_about_many_that_was_refused_leaves_whole_and_once(employeur):
    down = patch("django.core.mail.EmailMessage.send", side_effect=OSError("down"))
    with down:
        # The trainee, her employer, the other employer.
        assert send_enquetes(at(employeur, 123)) == (0, 3)
    assert send_enquetes(at(employeur, 123)) == (3, 0)
    assert ("rh@exemple.fr", "(4 personnes)") in read_employeurs()
    with down:
        assert send_enquetes(at(employeur, 137)) == (0, 3)
    assert not QuestionnaireSession.objects.filter(rappels__gt=0).exists()
    assert send_enquetes(at(employeur, 137)) == (3, 0)
    assert send_enquetes(at(employeur, 137)) == (0, 0)
    assert ("rh@exemple.fr", "rappel (4 personnes)") in read_employeurs()


def test_two_that_send_at_once_write_once_about_each(employeur):
    now = at(employeur, 123)
    create_enquetes(session=employeur, now=now)
    a_deux = _list_messages(employeur, now), _list_messages(employeur, now)
    assert [_send_messages(employeur, messages, now) for messages in a_deux] == [(3, 0), (0, 0)]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("etat", ["preparation", "annulee"])
def test_a_session_that_did_not_take_place_asks_nothing(complete, etat):
    SessionFormation.objects.filter(pk=complete.pk).update(etat=etat, motif_annulation="x")
    assert send_enquetes(at(complete, 0)) == (0, 0)


def test_recalling_by_hand_is_not_twice_a_day_nor_without_end(complete, chargee, django_capture_on_commit_callbacks):
    send_enquetes(at(complete, 0))
    read_boite()

    def rappelle(jours: int) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return submit_rappels(by=chargee, session=complete, enquete=Enquete.A_CHAUD, now=at(complete, jours))

    assert [rappelle(jours) for jours in (0, 1, 1, 2, 3)] == [0, 1, 0, 1, 0]
    assert read_boite() == [("ysoline@exemple.fr", "chaud")] * 2
    set_delai(complete, "financeur_rappels", texte="aucun")
    with pytest.raises(FormationRefusee, match="ne prévoient aucun rappel"):
        submit_rappels(by=chargee, session=complete, enquete=Enquete.AVIS_FINANCEUR, now=timezone.now())
    with pytest.raises(FormationRefusee, match="ne se rappelle pas"):
        submit_rappels(by=chargee, session=complete, enquete=Enquete.TEST_FIN, now=timezone.now())

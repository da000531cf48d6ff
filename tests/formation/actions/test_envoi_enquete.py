"""Questionnaires send themselves: once, on their day, recalled, never after an answer."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone

from convive.formation.actions.enquete import update_enquete_stagiaire
from convive.formation.actions.envoi_enquete import send_enquetes, submit_rappels
from convive.formation.models import Inscription, Intervenant, QuestionnaireSession, ReglageFormation, SessionFormation
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.parcours import FormationRefusee
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db
SUJETS = {
    "Avant votre formation : où vous en êtes": "entree",
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
        (-11, [(moi, "entree")]),
        (-6, [(moi, "entree")]),
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

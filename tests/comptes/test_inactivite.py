"""Comptes that nobody uses: two messages, then the erasure; a mail server that is down delays it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from convive.comptes.actions.effacement import is_efface
from convive.comptes.actions.inactivite import submit_avertissements
from convive.comptes.models import Avertissement, Compte, MotifEffacement
from convive.comptes.registre import donnees_personnelles
from convive.comptes.rules import EtapeInactivite, get_etape_inactivite
from tests.comptes.factories import CompteFactory

TODAY = date(2026, 11, 25)
RIEN, AVERTIR, RAPPELER, EFFACER = EtapeInactivite


@pytest.mark.parametrize(
    ("jours", "averti", "rappele", "etape"),
    [
        (700, None, None, RIEN),
        (740, None, None, AVERTIR),
        (2000, None, None, AVERTIR),
        (740, 1, None, RIEN),
        (770, 40, None, RAPPELER),
        (2000, 10, None, RIEN),
        (2000, 30, None, RAPPELER),
        (770, 40, 5, RIEN),
        (800, 70, 40, EFFACER),
        (2000, 60, 10, RIEN),
        (780, 70, 40, RIEN),
    ],
)
def test_what_is_due(jours, averti, rappele, etape):
    def ago(days):
        return None if days is None else TODAY - timedelta(days=days)

    found = get_etape_inactivite(
        inactif_depuis=ago(jours), today=TODAY, mois=(24, 25, 26), averti_le=ago(averti), rappele_le=ago(rappele)
    )
    assert found is etape


def make_inactive(jours: int, **champs) -> Compte:
    compte = CompteFactory(**champs)
    Compte.objects.filter(pk=compte.pk).update(date_joined=timezone.now() - timedelta(days=jours))
    return compte


def make_time_pass(jours: int) -> None:
    """Everything that happened is `jours` older."""
    for compte in Compte.objects.all():
        Compte.objects.filter(pk=compte.pk).update(date_joined=compte.date_joined - timedelta(days=jours))
    for message in Avertissement.objects.all():
        Avertissement.objects.filter(pk=message.pk).update(date_envoi=message.date_envoi - timedelta(days=jours))


def test_two_messages_then_the_erasure_each_once(db, django_capture_on_commit_callbacks):
    compte = make_inactive(735, email="partie@exemple.test", nom_affiche="Camille Roux")
    CompteFactory()
    for _ in range(2):
        assert submit_avertissements().effaces == 0
    assert len(mail.outbox) == 1
    assert "Camille Roux" in mail.outbox[0].body
    make_time_pass(32)
    for _ in range(2):
        submit_avertissements()
    assert len(mail.outbox) == 2
    make_time_pass(32)
    with django_capture_on_commit_callbacks(execute=True):
        assert submit_avertissements().effaces == 1
    assert [message.to for message in mail.outbox] == [["partie@exemple.test"]] * 3
    compte.refresh_from_db()
    assert is_efface(compte)
    assert submit_avertissements().effaces == 0
    assert Compte.objects.filter(is_active=True).count() == 1


def test_someone_who_comes_back_starts_again(db):
    compte = make_inactive(735)
    submit_avertissements()
    Compte.objects.filter(pk=compte.pk).update(last_login=timezone.now())
    assert submit_avertissements().avertis == 0
    Compte.objects.filter(pk=compte.pk).update(last_login=timezone.now() - timedelta(days=740))
    Avertissement.objects.update(date_envoi=timezone.now() - timedelta(days=800))
    assert submit_avertissements().avertis == 1
    assert submit_avertissements().avertis == 0


def test_a_mail_server_that_is_down_erases_nobody(db, monkeypatch, capsys):
    make_inactive(3000)

    def refuse(*_args, **_kwargs):
        raise OSError("down")

    monkeypatch.setattr("convive.comptes.actions.courriel.send_mail", refuse)
    call_command("comptes_inactifs")
    assert "à reprendre demain : 1" in capsys.readouterr().err
    assert not Avertissement.objects.exists()
    monkeypatch.undo()
    call_command("comptes_inactifs")
    assert "Sont avertis : 1. Sont effacés : 0." in capsys.readouterr().out


def test_dry_run_does_nothing(db, capsys):
    make_inactive(3000)
    call_command("comptes_inactifs", dry_run=True)
    assert "Seraient avertis : 1." in capsys.readouterr().out
    assert mail.outbox == []
    assert not Avertissement.objects.exists()


def test_whoever_installs_is_left_alone(db):
    make_inactive(3000, is_staff=True)
    assert submit_avertissements().avertis == 0


@pytest.fixture
def depart(monkeypatch):
    def leave(compte, jours: int) -> None:
        day = timezone.localdate() - timedelta(days=jours)
        monkeypatch.setattr(donnees_personnelles, "_departs", lambda: {compte.pk: day})

    return leave


def test_someone_without_a_place_is_told_then_erased(compte, depart):
    depart(compte, 3)
    assert submit_avertissements().avertis == 1
    assert "plus accès à aucun espace" in mail.outbox[0].body
    assert submit_avertissements().avertis == 0
    make_time_pass(31)
    depart(compte, 34)
    assert submit_avertissements(dry_run=True).effaces == 1
    assert submit_avertissements().effaces == 1
    compte.refresh_from_db()
    assert is_efface(compte)
    assert compte.demandes.get().motif == MotifEffacement.DEPART


def test_someone_who_must_hand_over_waits_and_it_is_said(compte, depart, monkeypatch, capsys):
    from convive.comptes.registre import Obstacle

    depart(compte, 100)
    Avertissement.objects.create(
        compte=compte, motif=MotifEffacement.DEPART, date_envoi=timezone.now() - timedelta(days=50)
    )
    monkeypatch.setattr(donnees_personnelles, "_obstacles", [lambda _: [Obstacle("Passez la main.", "/")]])
    call_command("comptes_inactifs")
    said = capsys.readouterr()
    assert "Passez la main." in said.err
    assert compte.nom_affiche not in said.err
    assert "Sont effacés : 0" in said.out

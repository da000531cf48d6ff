import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from convive.documents import entretien
from convive.documents.actions.travail import submit_travail
from convive.documents.entretien import Entretien, delete_messages_anciens, run_entretien

pytestmark = pytest.mark.django_db


def test_old_messages_of_the_queue_are_forgotten(elue, travaux_d_essai, en_file):
    submit_travail(by=elue, type_travail="essai_bref")
    assert delete_messages_anciens() == 0
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(days=15))
    assert delete_messages_anciens() == 1


def test_a_part_that_fails_stops_no_other(monkeypatch):
    done = []

    def fail():
        raise ValueError

    monkeypatch.setattr(entretien, "reopen_travaux_perdus", fail)
    monkeypatch.setattr(entretien, "PURGES", [lambda: done.append("purge")])
    run_entretien()
    assert done == ["purge"]
    run_entretien(avec_purges=False)
    assert done == ["purge"]


def test_worker_ends_with_its_server(monkeypatch):
    tours, signaux = [], []
    monkeypatch.setattr(entretien, "run_entretien", lambda **options: tours.append(options))
    monkeypatch.setattr(entretien, "SECONDES_ENTRE_REPRISES", 0.01)
    monkeypatch.setattr(entretien.os, "kill", lambda *signal: signaux.append(signal))
    monkeypatch.setattr(entretien.os, "getppid", lambda: 1)
    thread = Entretien(parent=2)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()
    assert len(signaux) == len(tours) == 1
    assert tours[0] == {"avec_purges": True}


def test_rounds_go_on_until_they_are_stopped(monkeypatch):
    third, tours = threading.Event(), []

    def count(**options):
        tours.append(options["avec_purges"])
        if len(tours) == 3:
            third.set()

    monkeypatch.setattr(entretien, "run_entretien", count)
    monkeypatch.setattr(entretien, "SECONDES_ENTRE_REPRISES", 0.01)
    thread = Entretien()
    thread.start()
    assert third.wait(5)
    thread.stop()
    assert tours[:3] == [True, False, False]

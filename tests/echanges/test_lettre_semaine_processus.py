"""The command in processes of its own: two at once, and one that is really killed while a letter leaves."""

import re
import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.config.reception_smtp import ServeurSmtp, serve_smtp
from tests.processus import DEBUT, begin_processus, build_environnement

PREPARATION = f"""{DEBUT}
from django.utils import timezone
from convive.comptes.models import Compte
from convive.echanges.models import PreferenceNotification
from convive.espaces.models import Espace, Membre
from tests.echanges.factories import publish
espace = Espace.objects.create(nom="Essai")
comptes = [Compte.objects.create_user(nom + "@exemple.test") for nom in ("auteur", "a", "b", "c", "d")]
for compte in comptes:
    Membre.objects.create(espace=espace, compte=compte, role="elu", date_debut=timezone.localdate())
publish(comptes[0], espace, mentions=tuple(comptes[1:]))
"""


@pytest.fixture
def serveur():
    with serve_smtp() as serveur:
        yield serveur


@pytest.fixture
def start(tmp_path: Path, serveur: ServeurSmtp, put_tables):
    put_tables(tmp_path)
    with begin_processus(build_environnement(tmp_path, CONVIVE_EMAIL_URL=serveur.url)) as begin:
        assert begin("-c", PREPARATION).wait() == 0
        yield lambda: begin("-m", "convive.config.cli", "lettre_hebdomadaire")


def count_destinataires(serveur: ServeurSmtp) -> Counter[str]:
    return Counter(re.search(rb"To: (\w+)@", recu)[1].decode() for recu in serveur.recus)


def test_two_runs_at_once_send_each_letter_once(serveur, start):
    serveur.attente = 0.1
    runs = [start() for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert count_destinataires(serveur) == {"a": 1, "b": 1, "c": 1, "d": 1}


def test_run_killed_while_a_letter_leaves_never_sends_it_again(serveur, start, tmp_path):
    serveur.attente = 60
    victime = start()
    while not serveur.recus:
        assert victime.poll() is None
        time.sleep(0.05)
    victime.send_signal(signal.SIGKILL)
    victime.wait()
    serveur.attente = 0
    assert start().wait() == 0
    assert start().wait() == 0
    assert count_destinataires(serveur) == {"a": 1, "b": 1, "c": 1, "d": 1}
    with sqlite3.connect(tmp_path / "convive.sqlite3") as base:
        etats = Counter(etat for (etat,) in base.execute("SELECT etat FROM echanges_lettresemaine").fetchall())
        perdues = base.execute(
            "SELECT COUNT(*) FROM echanges_notification n JOIN echanges_lettresemaine l ON l.id = n.lettre_id "
            "WHERE l.etat = 'en_depart' AND n.is_lue = 0"
        ).fetchone()
    base.close()
    # The author has no news; the letter that was cut waits, and what it held is for the next.
    assert etats == {"en_depart": 1, "envoyee": 3, "vide": 1}
    assert perdues == (1,)

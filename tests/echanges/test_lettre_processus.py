"""The command in processes of its own: two at once, and one that is really killed while a letter leaves."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.config.reception_smtp import ServeurSmtp, serve_smtp

pytestmark = pytest.mark.sans_base
RACINE = Path(__file__).resolve().parents[2]
PREPARATION = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "convive.config.settings"
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from convive.comptes.models import Compte
from convive.echanges.models import PreferenceNotification
from convive.espaces.models import Espace, Membre
from tests.echanges.factories import publish
espace = Espace.objects.create(nom="Essai")
comptes = [Compte.objects.create_user(f"{nom}@exemple.test") for nom in ("auteur", "a", "b", "c", "d")]
for compte in comptes:
    Membre.objects.create(espace=espace, compte=compte, role="elu", date_debut=timezone.localdate())
publish(comptes[0], espace, mentions=tuple(comptes[1:]))
"""


@pytest.fixture
def serveur():
    with serve_smtp() as serveur:
        yield serveur


@pytest.fixture
def environnement(tmp_path: Path, serveur: ServeurSmtp) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CONVIVE_DONNEES")}
    environnement = {
        **ours,
        "CONVIVE_VAR": str(tmp_path),
        "CONVIVE_EMAIL_URL": serveur.url,
        "PYTHONPATH": f"{RACINE / 'src'}:{RACINE}",
    }
    preparation = subprocess.run([sys.executable, "-c", PREPARATION], env=environnement, cwd=RACINE, check=False)
    assert preparation.returncode == 0
    return environnement


def start(environnement: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "convive.config.cli", "lettre_hebdomadaire"]
    return subprocess.Popen(command, env=environnement, cwd=RACINE, stdout=subprocess.DEVNULL)


def count_destinataires(serveur: ServeurSmtp) -> Counter[str]:
    return Counter(re.search(rb"To: (\w+)@", recu)[1].decode() for recu in serveur.recus)


def test_two_runs_at_once_send_each_letter_once(serveur, environnement):
    serveur.attente = 0.1
    runs = [start(environnement) for _ in range(2)]
    assert [run.wait(90) for run in runs] == [0, 0]
    assert count_destinataires(serveur) == {"a": 1, "b": 1, "c": 1, "d": 1}


def test_run_killed_while_a_letter_leaves_never_sends_it_again(serveur, environnement, tmp_path):
    serveur.attente = 60
    victime = start(environnement)
    limite = time.monotonic() + 60
    while not serveur.recus:
        assert victime.poll() is None
        assert time.monotonic() < limite
        time.sleep(0.05)
    victime.send_signal(signal.SIGKILL)
    victime.wait(10)
    serveur.attente = 0
    assert start(environnement).wait(90) == 0
    assert start(environnement).wait(90) == 0
    assert count_destinataires(serveur) == {"a": 1, "b": 1, "c": 1, "d": 1}
    with sqlite3.connect(tmp_path / "convive.sqlite3") as base:
        etats = Counter(etat for (etat,) in base.execute("SELECT etat FROM echanges_lettre").fetchall())
        perdues = base.execute(
            "SELECT COUNT(*) FROM echanges_notification n JOIN echanges_lettre l ON l.id = n.lettre_id "
            "WHERE l.etat = 'en_depart' AND n.is_lue = 0"
        ).fetchone()
    base.close()
    # The author has no news; the letter that was cut waits, and what it held is for the next.
    assert etats == {"en_depart": 1, "envoyee": 3, "vide": 1}
    assert perdues == (1,)

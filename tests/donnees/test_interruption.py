"""A build killed at any moment, and the next one."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from convive.donnees.erreurs import ConstructionEnCours
from tests.donnees.atelier import BON, Atelier

SCRIPT = """
import os, sys, time
sys.path[:0] = {chemins!r}
from pathlib import Path
import django
django.setup()
from convive.donnees import construction, ecriture
from convive.donnees.actions import build_donnees

MOMENT = sys.argv[1]

def stop():
    print("ici", flush=True)
    time.sleep(60)

def progression(etape, fait, total):
    if MOMENT == etape or (MOMENT == "lecture" and fait == 1):
        stop()

if MOMENT == "avant le pointeur":
    construction.update_pointeur = lambda *args: stop()
if MOMENT == "pendant le pointeur":
    vrai = ecriture.record_sur_disque
    def record(path):
        if path.name.endswith("actuel"):
            stop()
        vrai(path)
    ecriture.record_sur_disque = record
if MOMENT == "avant le ménage":
    construction._delete_anciennes = lambda *args: stop()
if MOMENT == "pendant l'écriture":
    vrai_export = construction.build_tables
    def build_tables(*args):
        vrai_export(*args)
        (args[0] / "par_territoire.parquet").write_bytes(b"moiti")
        stop()
    construction.build_tables = build_tables
build_donnees(
    donnees_dir=Path({donnees!r}), depot_dir=Path({depot!r}), base_dir=Path({base!r}), progression=progression
)
"""


@pytest.mark.parametrize(
    ("moment", "is_remplace"),
    [
        ("Liste des communes", False),
        ("lecture", False),
        ("Totaux par territoire et écriture", False),
        ("pendant l'écriture", False),
        ("avant le pointeur", False),
        ("pendant le pointeur", False),
        ("avant le ménage", True),
    ],
)
def test_killed_build_leaves_good_data_and_the_next_one_cleans(
    atelier: Atelier, moment: str, is_remplace: bool
) -> None:
    atelier.build()
    atelier.write(BON.replace(";20", ";21"))
    racine = Path(__file__).parents[2]
    script = textwrap.dedent(SCRIPT).format(
        chemins=[str(racine / "src")],
        donnees=str(atelier.donnees),
        depot=str(atelier.depot),
        base=str(atelier.base),
    )
    processus = subprocess.Popen(
        [sys.executable, "-c", script, moment],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        assert processus.stdout is not None
        assert processus.stdout.readline() == b"ici\n"
        # While it lives, nobody else may build.
        with pytest.raises(ConstructionEnCours):
            atelier.build()
    finally:
        processus.send_signal(signal.SIGKILL)
        processus.wait()
        processus.stdout.close()  # type: ignore[union-attr]  # opened with a pipe above
    attendu = 21.0 if is_remplace else 20.0
    assert atelier.get("commune", "01002") == (attendu, "valeur", "populations_reference", None, None)
    atelier.build()
    assert atelier.get("commune", "01002") == (21.0, "valeur", "populations_reference", None, None)
    assert not list(atelier.donnees.rglob(".en_cours-*"))


def test_leftover_file_is_removed(atelier: Atelier) -> None:
    atelier.build()
    (atelier.donnees / ".en_cours-actuel").write_text("x")
    (atelier.donnees / "sources" / ".en_cours-x.parquet").write_text("x")
    atelier.build()
    assert not list(atelier.donnees.rglob(".en_cours-*"))

"""A file is read by another program: what it cannot read in its limits is a refusal, never an error."""

import re
import sys

import pytest

from convive.plan_action.lecteur_plans import PlanIllisible, isolement
from tests.plan_action.lecteur_plans.fabrique import build_xlsx, build_zip


def test_a_plan_is_read_in_another_program():
    plan = isolement.read_isole(b"Action;Statut\nOuvrir;fait\n", "plan.csv")
    assert [(action.titre, action.statut) for action in plan.actions] == [("Ouvrir", "realisee")]


def test_a_bomb_and_formulas_without_end_are_refused_or_read_as_nothing():
    with pytest.raises(PlanIllisible, match="contenu démesuré"):
        isolement.read_isole(build_zip({"xl/workbook.xml": b"0" * (100 * 1024 * 1024)}), "plan.xlsx")
    formules = build_xlsx({"Plan": [["Action", "Pilote", "Budget"], ["Ouvrir", "Anne Bo", "=" + "1+" * 4000 + "1"]]})
    plan = isolement.read_isole(formules, "plan.xlsx")
    assert plan.actions[0].budget == []
    assert "erreur_de_formule" in [avertissement.code for avertissement in plan.avertissements]


def set_programme(monkeypatch, programme: str) -> None:
    monkeypatch.setattr(isolement, "COMMANDE", [sys.executable, "-c", programme])
    monkeypatch.setattr(isolement, "SECONDES", 0.5)


@pytest.mark.parametrize("programme", ["import time; time.sleep(60)", "import os; os.kill(os.getpid(), 9)"])
def test_a_program_that_lasts_or_is_stopped_is_a_refusal(monkeypatch, programme):
    set_programme(monkeypatch, programme)
    with pytest.raises(PlanIllisible, match="trop de temps ou de mémoire"):
        isolement.read_isole(b"Action;Statut\nOuvrir;fait\n", "plan.csv")


@pytest.mark.parametrize(
    ("programme", "dite"),
    [
        ("raise SystemExit(1)", "exit code 1"),
        ("print('pas du JSON')", "exit code 0"),
        ("""print('{"faute": "KeyError < plan.py:12"}')""", "KeyError < plan.py:12"),
    ],
)
def test_a_fault_of_the_reader_goes_to_the_log_under_the_reference_that_is_shown(monkeypatch, caplog, programme, dite):
    set_programme(monkeypatch, programme)
    with pytest.raises(PlanIllisible, match="n’a pas pu être lu") as refus:
        isolement.read_isole(b"Action;Statut\nOuvrir;fait\n", "plan.csv")
    reference = re.search(r"référence\s(\w{8})", str(refus.value))
    assert reference is not None
    assert f"({reference[1]}): {dite}" in caplog.text

"""The lines of the log: their time, their level, their request; no traceback for a refusal, no secret."""

import json
import logging
import re
import sys
from typing import Any

import pytest

from convive.config.journaux import FormatJson, RequeteEnCours, build_journaux
from convive.socle.requete_en_cours import create_identifiant


def make_record(**changes: Any) -> logging.LogRecord:
    try:
        raise ZeroDivisionError("essai")
    except ZeroDivisionError:
        record = logging.LogRecord("django.request", logging.ERROR, "x", 1, "Panne : %s", ("/a/",), sys.exc_info())
    record.__dict__.update(changes)
    return record


def build_formatter(name: str) -> logging.Formatter:
    reglage = build_journaux("INFO", has_acces=True, is_json=False)["formatters"][name]
    return FormatJson() if name == "json" else logging.Formatter(reglage["format"], style=reglage["style"])


def test_a_line_says_when_how_grave_and_for_which_request():
    identifiant, record = create_identifiant(), make_record(exc_info=None)
    assert RequeteEnCours().filter(record)
    line = build_formatter("ligne").format(record)
    assert line.endswith(f" ERROR [{identifiant}] django.request: Panne : /a/")
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ ", line)


def test_json_holds_the_same_and_the_traceback():
    identifiant, record = create_identifiant(), make_record(acces={"statut": 500})
    RequeteEnCours().filter(record)
    line = json.loads(build_formatter("json").format(record))
    assert line["niveau"] == "ERROR"
    assert line["requete"] == identifiant
    assert line["statut"] == 500
    assert "ZeroDivisionError" in line["trace"]


@pytest.mark.parametrize(("status", "has_trace"), [(403, False), (404, False), (500, True)])
def test_a_refusal_is_no_breakdown(status: int, has_trace: bool):
    record = make_record(status_code=status)
    RequeteEnCours().filter(record)
    assert bool(record.exc_info) is has_trace


@pytest.mark.parametrize(("is_json", "name"), [(False, "ligne"), (True, "json")])
def test_access_log_is_asked_for(is_json: bool, name: str):
    with_acces = build_journaux("INFO", has_acces=True, is_json=is_json)
    assert with_acces["handlers"]["console"]["formatter"] == name
    assert with_acces["loggers"]["convive.acces"]["level"] == "INFO"
    assert build_journaux("INFO", has_acces=False, is_json=is_json)["loggers"]["convive.acces"]["level"] == "WARNING"

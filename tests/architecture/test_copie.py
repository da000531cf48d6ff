"""The documentation of the copy format matches the code, and is enough to read a copy without it."""

import json

from convive.espaces.copie.notice import build_notice
from convive.espaces.copie.registre import RegistreCopie, copie
from convive.espaces.copie.schema import build_schema
from tests.architecture.maison import PROJECT_DIR

DOCS = PROJECT_DIR / "docs"
RELANCER = "A copied model changed: run `./run convive espace_schema --docs`, read what it changed in docs/, commit it."


def test_schema_of_the_copy_is_up_to_date():
    assert json.loads((DOCS / "format-copie.schema.json").read_text(encoding="utf-8")) == build_schema(), RELANCER


def test_document_of_the_copy_is_up_to_date():
    written = (DOCS / "format-copie.md").read_text(encoding="utf-8")
    assert written == build_notice(written), RELANCER


def test_every_model_of_an_espace_says_whether_it_travels():
    """In its `maison`: `copie=INCLUS`, or `Exclus("why")`."""
    assert copie.list_non_declares() == []
    assert RegistreCopie().list_non_declares()

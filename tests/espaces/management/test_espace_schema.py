"""`convive espace_schema` prints the schema, or writes it in the documentation."""

import io
import json
import shutil

from django.conf import settings as reglages
from django.core.management import call_command

from convive.espaces.copie.schema import build_schema


def test_espace_schema_prints_the_schema():
    out = io.StringIO()
    call_command("espace_schema", stdout=out)
    assert json.loads(out.getvalue()) == build_schema()


def test_espace_schema_writes_the_documents_and_keeps_what_people_wrote(settings, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    notice = docs / "format-copie.md"
    shutil.copy(reglages.PROJECT_DIR / "docs" / "format-copie.md", notice)
    before = notice.read_text(encoding="utf-8")
    notice.write_text(before.replace("| `date_archivage` |", "| `ancien_champ` |"), encoding="utf-8")
    settings.PROJECT_DIR = tmp_path
    call_command("espace_schema", "--docs", stderr=io.StringIO())
    assert notice.read_text(encoding="utf-8") == before
    assert json.loads((docs / "format-copie.schema.json").read_text(encoding="utf-8")) == build_schema()

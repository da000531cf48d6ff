from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from convive.journal.models import Journal
from tests.espaces.copies import build_zip

pytestmark = pytest.mark.django_db


def test_espace_export_writes_the_zip(espace, tmp_path):
    output, err = tmp_path / "f.zip", StringIO()
    call_command("espace_export", str(espace.pk), output=output, stderr=err)
    assert output.read_bytes() == build_zip(espace)
    assert "Copie écrite" in err.getvalue()
    assert Journal.objects.get(geste="exporter").auteur is None


@pytest.mark.parametrize("uuid", ["pas-un-identifiant", "00000000-0000-0000-0000-000000000000"])
def test_espace_export_refuses_an_unknown_espace(db, tmp_path, uuid):
    with pytest.raises(CommandError, match="Aucun espace"):
        call_command("espace_export", uuid, output=tmp_path / "f.zip")


def test_espace_export_says_that_the_file_cannot_be_written(espace, tmp_path):
    with pytest.raises(CommandError, match="Impossible d’écrire"):
        call_command("espace_export", str(espace.pk), output=tmp_path)

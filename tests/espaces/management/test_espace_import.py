from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from convive.espaces.models import Espace
from tests.espaces.copies import build_zip

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(espace, tmp_path) -> Path:
    path: Path = tmp_path / "f.zip"
    path.write_bytes(build_zip(espace))
    return path


def test_espace_import_creates_an_espace_for_the_account(fichier, espace, etrangere):
    out = StringIO()
    call_command("espace_import", fichier, compte="ETRANGERE@exemple.fr", stdout=out, stderr=StringIO())
    copy = Espace.objects.get(pk=out.getvalue().strip())
    assert copy.pk != espace.pk
    assert copy.membres.get().compte == etrangere


def test_espace_import_dry_run_keeps_nothing(fichier, chargee):
    out, err = StringIO(), StringIO()
    call_command("espace_import", fichier, compte=chargee.email, dry_run=True, stdout=out, stderr=err)
    assert "rien n’a été gardé" in err.getvalue()
    assert Espace.objects.count() == 1


def test_espace_import_says_what_is_wrong(fichier, chargee, tmp_path):
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("espace_import", fichier, compte="personne@exemple.fr")
    with pytest.raises(CommandError, match="Impossible de lire"):
        call_command("espace_import", tmp_path / "absent.zip", compte=chargee.email)
    fichier.write_bytes(b"rien")
    with pytest.raises(CommandError, match="abîmé"):
        call_command("espace_import", fichier, compte=chargee.email)
    assert Espace.objects.count() == 1

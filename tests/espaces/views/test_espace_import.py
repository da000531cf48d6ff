import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convive.espaces.copie.archive import MANIFESTE
from convive.espaces.models import Espace
from convive.journal.models import Journal
from tests.espaces.copies import build_zip

pytestmark = pytest.mark.django_db
URL = "/espaces/reprendre/"


def post_copie(client, contenu: bytes):
    return client.post(URL, {"fichier": SimpleUploadedFile("espace.zip", contenu)})


def test_espace_import_takes_up_a_copy_as_another_espace(connecte, espace, etrangere):
    client = connecte(etrangere)
    assert "Reprendre cet espace" in client.get(URL).content.decode()
    response = post_copie(client, build_zip(espace))
    copy = Espace.objects.exclude(pk=espace.pk).get(nom=espace.nom)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/espaces/{copy.pk}/"
    assert copy.membres.get().compte == etrangere
    page = client.get(response.headers["Location"]).content.decode()
    assert f"«\u00a0{espace.nom}\u00a0» est repris tel qu’il était." in page
    assert "Les membres ne sont pas dans la copie\u00a0: invitez" in page


def test_espace_import_takes_up_a_large_copy_from_the_disk(connecte, espace, etrangere, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    assert post_copie(connecte(etrangere), build_zip(espace)).status_code == 302


def build_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFESTE, b"0" * 5_000_000)
        archive.writestr("../evil.py", b"")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("contenu", "message", "is_journalise"),
    [
        (b"", "vide", False),
        (b"PK rien", "abîmé", True),
        (build_bomb(), "démesuré", True),
        (b"0" * 2_000, "trop lourde", False),
    ],
    ids=["empty", "not a zip", "hostile", "large"],
)
def test_espace_import_says_why_a_copy_is_refused(connecte, espace, chargee, settings, contenu, message, is_journalise):
    settings.COPIE_MAX_OCTETS = 1_500 if len(contenu) == 2_000 else 10**7
    response = post_copie(connecte(chargee), contenu)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Espace.objects.get() == espace
    assert Journal.objects.filter(geste="refuser", auteur=chargee).exists() is is_journalise


def test_espace_import_asks_for_a_file(connecte, chargee):
    assert "obligatoire" in connecte(chargee).post(URL).content.decode()

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convive.espaces.copie.archive import MANIFESTE
from convive.espaces.models import Espace
from convive.journal.models import Journal
from tests.espaces.copies import build_zip

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/copie/"


def post_copie(client, url: str, contenu: bytes):
    return client.post(url, {"geste": "reprendre", "fichier": SimpleUploadedFile("espace.zip", contenu)})


@pytest.mark.parametrize("persona", ["chargee", "administrateur"])
def test_espace_copie_gives_the_zip_and_writes_it_in_the_journal(connecte, url, espace, persona, request):
    compte = request.getfixturevalue(persona)
    client = connecte(compte)
    assert "Emporter l’espace" in client.get(url).content.decode()
    response = client.post(url, {"geste": "emporter"})
    assert response.getvalue() == build_zip(espace)
    response.close()
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="')
    line = Journal.objects.for_espace(espace.pk).get(geste="exporter")
    assert line.auteur == compte


def test_espace_copie_takes_up_a_copy_as_another_espace(connecte, url, espace, chargee):
    response = post_copie(connecte(chargee), url, build_zip(espace))
    copy = Espace.objects.exclude(pk=espace.pk).get()
    assert response.status_code == 302
    assert response.headers["Location"] == f"/espaces/{copy.pk}/"
    assert copy.nom == espace.nom


def build_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFESTE, b"0" * 5_000_000)
        archive.writestr("../evil.py", b"")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("contenu", "message"),
    [(b"", "vide"), (b"PK rien", "abîmé"), (build_bomb(), "démesuré"), (b"0" * 2_000, "trop lourde")],
    ids=["empty", "not a zip", "hostile", "large"],
)
def test_espace_copie_says_why_a_copy_is_refused(connecte, url, espace, chargee, settings, contenu, message):
    settings.COPIE_MAX_OCTETS = 1_500 if len(contenu) == 2_000 else 10**7
    response = post_copie(connecte(chargee), url, contenu)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Espace.objects.get() == espace


def test_espace_copie_asks_for_a_file_and_a_known_gesture(connecte, url, chargee):
    client = connecte(chargee)
    assert "obligatoire" in client.post(url, {"geste": "reprendre"}).content.decode()
    assert client.post(url, {"geste": "autre"}).status_code == 404


def test_espace_copie_is_not_for_the_others(connecte, url, directeur, etrangere):
    assert connecte(directeur).post(url, {"geste": "emporter"}).status_code == 403
    assert connecte(etrangere).post(url, {"geste": "emporter"}).status_code == 404
    assert not Journal.objects.filter(geste="exporter").exists()

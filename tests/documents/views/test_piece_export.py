import pytest
from django.urls import reverse

from convive.documents.actions.piece import create_version, delete_piece
from convive.documents.fichiers import delete_fichier
from convive.documents.inspection import inspect_fichier
from tests.documents.factories import create_piece_jointe
from tests.documents.fichiers import PDF, build_office, build_photo

pytestmark = pytest.mark.django_db


def get_url(piece, *numero: int) -> str:
    return reverse("documents:piece_export", args=[piece.espace_id, piece.pk, *numero])


def test_piece_export_streams_a_file_that_cannot_run(espace, elue, lectrice, connecte):
    piece = create_piece_jointe(espace, by=elue, nom="Été.pdf")
    reponse = connecte(lectrice).get(get_url(piece))
    assert b"".join(reponse.streaming_content) == PDF
    assert reponse.headers["Content-Type"] == "application/pdf"
    assert reponse.headers["Content-Disposition"] == "attachment; filename*=utf-8''%C3%89t%C3%A9.pdf"
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"
    assert reponse.headers["Content-Security-Policy"].endswith("sandbox")
    # « voir » is for pictures: a PDF opens no script of its own in our pages.
    reponse = connecte(lectrice).get(get_url(piece), {"voir": "1"})
    assert reponse.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(reponse.streaming_content)


def test_picture_is_shown_in_its_page(espace, elue, connecte):
    piece = create_piece_jointe(espace, by=elue, nom="photo.jpg", contenu=build_photo())
    reponse = connecte(elue).get(get_url(piece), {"voir": "1"})
    assert reponse.headers["Content-Disposition"].startswith("inline")
    assert b"".join(reponse.streaming_content).startswith(b"\xff\xd8")


def test_former_version_is_given_too(espace, elue, connecte):
    piece = create_piece_jointe(espace, by=elue)
    docx = build_office("docx")
    create_version(by=elue, piece=piece, fichier=inspect_fichier("a.docx", docx))
    client = connecte(elue)
    assert b"".join(client.get(get_url(piece)).streaming_content) == docx
    assert b"".join(client.get(get_url(piece, 1)).streaming_content) == PDF
    assert client.get(get_url(piece, 3)).status_code == 404


def test_hidden_removed_or_lost_file_is_not_found(espace, chargee, elue, etrangere, connecte):
    interne = create_piece_jointe(espace, by=chargee, visibilite="interne")
    assert connecte(elue).get(get_url(interne)).status_code == 404
    piece = create_piece_jointe(espace, by=elue)
    assert connecte(etrangere).get(get_url(piece)).status_code == 404
    delete_fichier(piece.versions.get().fichier.name)
    assert connecte(elue).get(get_url(piece)).status_code == 404
    delete_piece(by=elue, piece=piece)
    assert connecte(elue).get(get_url(piece)).status_code == 404

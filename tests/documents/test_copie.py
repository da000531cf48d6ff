"""Attachments travel with their espace, their files and their versions; what a copy says of a file is checked."""

import pytest

from convive.documents.actions.lecture import read_versions_oubliees
from convive.documents.actions.piece import create_version, delete_piece
from convive.documents.inspection import inspect_fichier
from convive.documents.models import PieceJointe, VersionPiece
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.models import Note
from tests.documents.factories import create_note, create_piece_jointe
from tests.documents.fichiers import PDF, build_office, build_photo
from tests.espaces.copies import build_zip, change, read_zip, seal, take_up

pytestmark = pytest.mark.django_db
VERSIONS = "donnees/documents.versionpiece.jsonl"


def test_attachments_come_back_with_their_versions_on_the_same_objects(espace, chargee, etrangere):
    piece = create_piece_jointe(espace, by=chargee, objet=create_note(espace, chargee), titre="Sur la note")
    create_version(by=chargee, piece=piece, fichier=inspect_fichier("Nouveau.docx", build_office("docx")))
    create_piece_jointe(espace, by=chargee, nom="photo.jpg", contenu=build_photo(), titre="Sur l’espace")
    delete_piece(by=chargee, piece=create_piece_jointe(espace, by=chargee, titre="Retirée"))
    autre = take_up(build_zip(espace), etrangere)
    pieces = {piece.titre: piece for piece in PieceJointe.objects.filter(espace=autre).with_versions()}
    assert set(pieces) == {"Sur la note", "Sur l’espace", "Retirée"}
    assert pieces["Sur la note"].objet_uuid == Note.objects.get(espace=autre).pk
    assert pieces["Sur l’espace"].objet_uuid == autre.pk
    assert pieces["Retirée"].date_suppression is not None
    assert [version.numero for version in pieces["Sur la note"].versions.all()] == [2, 1]
    premiere = pieces["Sur la note"].versions.all()[1]
    assert premiere.fichier.name.startswith(f"espaces/{autre.pk}/pieces/")
    with premiere.fichier.open() as fichier:
        assert fichier.read() == PDF
    assert set(PieceJointe.objects.visible_to(etrangere).filter(espace=autre)) == {
        pieces["Sur la note"],
        pieces["Sur l’espace"],
    }


def test_words_of_a_file_are_read_again_and_never_taken_from_the_copy(espace, chargee, etrangere):
    create_piece_jointe(espace, by=chargee)
    files = read_zip(build_zip(espace))
    assert b"Accueil collectif" not in files[VERSIONS]
    autre = take_up(seal(files), etrangere)
    version = VersionPiece.objects.get(piece__espace=autre)
    assert version.texte == ""
    VersionPiece.objects.update(created_at="2026-01-01T00:00:00Z")
    read_versions_oubliees()
    version.refresh_from_db()
    assert version.texte == "Accueil collectif"


@pytest.mark.parametrize(
    "mensonge", [{"extension": "docx"}, {"empreinte": "0" * 64}, {"nom_fichier": "x.exe", "extension": "png"}]
)
def test_copy_that_lies_about_a_file_is_refused(mensonge, espace, chargee, etrangere):
    create_piece_jointe(espace, by=chargee)
    files = change(read_zip(build_zip(espace)), VERSIONS, **mensonge)
    with pytest.raises(CopieRefusee):
        take_up(seal(files), etrangere)
    assert VersionPiece.objects.count() == 1

import pytest
from django.urls import reverse

from convive.documents.actions.piece import create_version
from convive.documents.inspection import inspect_fichier
from convive.documents.models import PieceJointe
from tests.documents.factories import create_note, create_piece_jointe
from tests.documents.fichiers import build_office, build_photo

pytestmark = pytest.mark.django_db


def get_url(piece: PieceJointe) -> str:
    return reverse("documents:piece_detail", args=[piece.espace_id, piece.pk])


def test_piece_detail_shows_every_version(espace, chargee, elue, connecte, django_assert_max_num_queries):
    piece = create_piece_jointe(espace, by=elue, objet=create_note(espace, chargee))
    create_version(by=elue, piece=piece, fichier=inspect_fichier("Nouveau.docx", build_office("docx")))
    client = connecte(elue)
    with django_assert_max_num_queries(13):
        page = client.get(get_url(piece)).text
    assert "Nouveau.docx" in page
    assert "Bilan.pdf" in page
    assert piece.versions.first().empreinte in page
    assert "Réunion des crèches" in page
    assert "Modifier ou remplacer" in page


def test_piece_detail_of_another_is_read_only(espace, elue, partenaire, connecte):
    page = connecte(partenaire).get(get_url(create_piece_jointe(espace, by=elue))).text
    assert "Télécharger" in page
    assert "Modifier ou remplacer" not in page


def test_picture_is_shown_with_its_words_or_asks_for_them(espace, elue, lectrice, connecte):
    piece = create_piece_jointe(espace, by=elue, nom="photo.jpg", contenu=build_photo())
    assert "n’a pas de texte alternatif" in connecte(elue).get(get_url(piece)).text
    assert "n’a pas de texte alternatif" not in connecte(lectrice).get(get_url(piece)).text
    PieceJointe.objects.update(texte_alternatif="Des enfants autour d’une table")
    assert 'alt="Des enfants autour d’une table"' in connecte(elue).get(get_url(piece)).text


def test_note_shows_its_attachments(espace, chargee, elue, connecte, django_assert_max_num_queries):
    note = create_note(espace, chargee)
    create_piece_jointe(espace, by=chargee, objet=note, titre="Pour tous")
    create_piece_jointe(espace, by=chargee, objet=note, titre="Pour l’équipe", visibilite="interne")
    url = reverse("espaces:note_detail", args=[espace.pk, note.pk])
    page = connecte(elue).get(url).text
    assert "Pour tous" in page
    assert "Pour l’équipe" not in page
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        page = client.get(url).text
    assert "Pour l’équipe" in page
    assert reverse("documents:piece_create", args=[espace.pk, "note", note.pk]) in page


def test_note_without_attachment_teaches(espace, chargee, lectrice, connecte):
    note = create_note(espace, chargee)
    page = connecte(lectrice).get(reverse("espaces:note_detail", args=[espace.pk, note.pk])).text
    assert "Aucune pièce jointe" in page
    assert "Joindre un fichier" not in page

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convive.documents.models import PieceJointe
from tests.documents.factories import create_piece_jointe
from tests.documents.fichiers import build_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(espace, elue) -> PieceJointe:
    return create_piece_jointe(espace, by=elue)


@pytest.fixture
def url(piece) -> str:
    return reverse("documents:piece_update", args=[piece.espace_id, piece.pk])


def test_words_are_changed(url, elue, connecte, piece):
    client = connecte(elue)
    assert 'value="Le bilan"' in client.get(url).text
    assert client.post(url, {"titre": "Bilan 2026", "description": "Voté"}).status_code == 302
    piece.refresh_from_db()
    assert (piece.titre, piece.description) == ("Bilan 2026", "Voté")
    assert "Ce champ est obligatoire" in client.post(url, {"titre": ""}).text


def test_file_is_replaced(url, elue, connecte, piece):
    fichier = SimpleUploadedFile("Nouveau.docx", build_office("docx"))
    assert connecte(elue).post(url, {"geste": "remplacer", "fichier": fichier}).status_code == 302
    assert piece.versions.first().nom_fichier == "Nouveau.docx"


def test_refused_file_changes_nothing(url, elue, connecte, piece, settings):
    client = connecte(elue)
    page = client.post(url, {"geste": "remplacer", "fichier": SimpleUploadedFile("x.pdf", b"MZ")}).text
    assert "un programme" in page
    settings.ESPACE_MAX_OCTETS = 10
    fichier = SimpleUploadedFile("Nouveau.docx", build_office("docx"))
    assert "occupent" in client.post(url, {"geste": "remplacer", "fichier": fichier}).text
    assert piece.versions.count() == 1
    assert 'value="Le bilan"' in page


def test_piece_update_is_for_whoever_gave_it_and_the_team(url, chargee, partenaire, lectrice, etrangere, connecte):
    for compte, status in ((chargee, 200), (partenaire, 403), (lectrice, 403), (etrangere, 404)):
        assert connecte(compte).get(url).status_code == status
        assert connecte(compte).post(url, {"titre": ""}).status_code == status


def test_title_corrected_on_an_old_page_does_not_show_again_what_was_hidden(url, chargee, connecte, piece):
    client = connecte(chargee)
    page = client.get(url).text
    assert 'name="initial-visibilite" value="tous"' in page
    PieceJointe.objects.filter(pk=piece.pk).update(visibilite="interne", description="Pour l’équipe")
    vu = {"initial-titre": "Le bilan", "initial-description": piece.description, "initial-texte_alternatif": ""}
    vu["initial-visibilite"] = "tous"
    saisie = {"titre": "Le bilan 2026", "description": piece.description, "texte_alternatif": "", "visibilite": "tous"}
    assert client.post(url, vu | saisie).status_code == 302
    piece.refresh_from_db()
    assert (piece.titre, piece.visibilite, piece.description) == ("Le bilan 2026", "interne", "Pour l’équipe")

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from convive.documents.models import PieceJointe
from convive.espaces.models import Espace
from tests.documents.factories import create_note
from tests.documents.fichiers import PDF
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def get_url(espace, objet=None, objet_type: str = "note") -> str:
    cible = (objet_type, objet.pk) if objet else ("espace", espace.pk)
    return reverse("documents:piece_create", args=[espace.pk, *cible])


def build_saisie(contenu: bytes = PDF, nom: str = "Bilan de l’année.pdf", **champs: str) -> dict[str, object]:
    return {"fichier": SimpleUploadedFile(nom, contenu), "visibilite": "tous", **champs}


def test_piece_create_attaches_to_a_note(espace, chargee, connecte):
    note = create_note(espace, chargee)
    client = connecte(chargee)
    assert "À\u00a0: Réunion des crèches" in client.get(get_url(espace, note)).text
    reponse = client.post(get_url(espace, note), build_saisie(description="De l’année"))
    assert reponse.headers["Location"] == f"/espaces/{espace.pk}/carnet/{note.pk}/#pieces-jointes"
    piece = PieceJointe.objects.get()
    # Without a title, the name of the file.
    assert (piece.titre, piece.description, piece.objet_uuid) == ("Bilan de l’année", "De l’année", note.pk)


def test_piece_create_attaches_to_the_espace_itself(espace, elue, connecte):
    reponse = connecte(elue).post(get_url(espace), build_saisie(titre="Le plan"))
    assert reponse.headers["Location"] == reverse("documents:piece_list", args=[espace.pk])
    assert PieceJointe.objects.get().titre == "Le plan"


@pytest.mark.parametrize(
    ("contenu", "nom", "raison"),
    [
        (b"", "a.pdf", "vide"),
        (b"MZ\x90", "a.pdf", "un programme"),
        (b"<svg onload=alert(1)>", "a.png", "page web"),
    ],
)
def test_refused_file_is_explained_and_the_words_stay(contenu, nom, raison, espace, elue, connecte):
    page = connecte(elue).post(get_url(espace), build_saisie(contenu, nom, titre="Mon titre")).text
    assert raison in page
    assert 'value="Mon titre"' in page
    assert not PieceJointe.objects.exists()


def test_missing_file_is_asked_for(espace, elue, connecte):
    assert "Choisissez un fichier." in connecte(elue).post(get_url(espace), {"titre": "x"}).text


def test_file_stopped_on_its_way_is_explained(espace, elue, connecte, settings):
    settings.FICHIER_MAX_OCTETS = 1024 * 1024
    page = connecte(elue).post(get_url(espace), build_saisie(b"x" * 1024 * 1025, titre="Mon titre")).text
    assert "trop lourd" in page
    assert "1 Mo au plus" in page.replace("\u00a0", " ")
    assert not PieceJointe.objects.exists()


def test_full_espace_is_explained(espace, elue, connecte, settings):
    settings.ESPACE_MAX_OCTETS = 10
    assert "occupent" in connecte(elue).post(get_url(espace), build_saisie()).text


def test_only_the_team_hides_a_file_from_the_others(espace, chargee, elue, connecte):
    assert 'name="visibilite"' in connecte(chargee).get(get_url(espace)).text
    client = connecte(elue)
    assert 'name="visibilite"' not in client.get(get_url(espace)).text
    client.post(get_url(espace), build_saisie(visibilite="interne"))
    assert PieceJointe.objects.get().visibilite == "tous"


def test_forged_reference_is_not_found(espace, chargee, etrangere, connecte):
    voisin = create_espace_civraisien(chargee, nom="Un autre de ses espaces")
    ailleurs, cachee = create_note(voisin, chargee), create_note(espace, chargee, date_suppression=timezone.now())
    client = connecte(chargee)
    for objet_type, objet_uuid in (
        ("note", ailleurs.pk),
        ("note", cachee.pk),
        ("note", uuid4()),
        ("espace", voisin.pk),
        ("membre", espace.membres.get().pk),
        ("inconnu", uuid4()),
    ):
        url = reverse("documents:piece_create", args=[espace.pk, objet_type, objet_uuid])
        assert client.get(url).status_code == 404
        assert client.post(url, build_saisie()).status_code == 404
    assert not PieceJointe.objects.exists()


def test_piece_create_stops_in_an_espace_that_has_expired(espace, elue, connecte):
    Espace.objects.filter(pk=espace.pk).update(expire_le=timezone.localdate())
    reponse = connecte(elue).post(get_url(espace), build_saisie())
    assert reponse.status_code == 403
    assert "a expiré" in reponse.text

import pytest
from django.urls import reverse

from convive.documents.models import PieceJointe
from tests.documents.factories import create_piece_jointe

pytestmark = pytest.mark.django_db


def test_piece_delete_asks_then_removes_and_can_be_undone(espace, elue, connecte):
    piece = create_piece_jointe(espace, by=elue)
    url, client = reverse("documents:piece_delete", args=[espace.pk, piece.pk]), connecte(elue)
    assert "30 jours" in client.get(url).text
    assert PieceJointe.objects.presentes().exists()
    assert client.post(url, {"geste": "retirer"}).status_code == 302
    assert not PieceJointe.objects.presentes().exists()
    assert client.get(reverse("documents:piece_detail", args=[espace.pk, piece.pk])).status_code == 404
    assert client.post(url, {"geste": "retablir"}).status_code == 302
    assert PieceJointe.objects.presentes().exists()


def test_piece_delete_is_for_whoever_gave_it_and_the_team(espace, elue, chargee, partenaire, etrangere, connecte):
    piece = create_piece_jointe(espace, by=elue)
    url = reverse("documents:piece_delete", args=[espace.pk, piece.pk])
    assert connecte(partenaire).post(url, {"geste": "retirer"}).status_code == 403
    assert connecte(etrangere).post(url, {"geste": "retirer"}).status_code == 404
    assert PieceJointe.objects.presentes().exists()
    assert connecte(chargee).post(url, {"geste": "retirer"}).status_code == 302

import pytest

from tests.espaces.factories import create_note_essai

pytestmark = pytest.mark.django_db


def test_note_delete_asks_then_puts_aside_then_restores(connecte, espace, chargee):
    note = create_note_essai(espace)
    client, url = connecte(chargee), f"/espaces/{espace.pk}/carnet/{note.pk}/supprimer/"
    assert "Supprimer cette note" in client.get(url).content.decode()
    response = client.post(url, {"geste": "supprimer"}, follow=True)
    assert response.redirect_chain == [(f"/espaces/{espace.pk}/carnet/", 302)]
    assert "La corbeille" in response.content.decode()
    assert client.get(f"/espaces/{espace.pk}/carnet/{note.pk}/").status_code == 404
    response = client.post(url, {"geste": "retablir"}, follow=True)
    assert response.status_code == 200
    assert note.texte.split("\n")[0] in response.content.decode()

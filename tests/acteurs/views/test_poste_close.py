import pytest

from tests.acteurs.factories import create_poste_essai

pytestmark = pytest.mark.django_db


def test_poste_close_asks_archives_and_brings_back(connecte, espace, chargee):
    poste, client = create_poste_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/acteurs/postes/{poste.pk}/archiver/"
    assert "donnez-lui plutôt un dernier jour" in client.get(url).content.decode()
    assert "Poste archivé" in client.post(url, {"geste": "archiver"}, follow=True).content.decode()
    poste.refresh_from_db()
    assert poste.archive_le is not None
    assert "Poste rétabli" in client.post(url, {"geste": "retablir"}, follow=True).content.decode()
    poste.refresh_from_db()
    assert poste.archive_le is None
    assert "Choisissez l’un des boutons" in client.post(url, {"geste": "inconnu"}).content.decode()
    poste.refresh_from_db()
    assert poste.archive_le is None

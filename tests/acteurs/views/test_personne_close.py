import pytest

from tests.acteurs.factories import create_personne_essai

pytestmark = pytest.mark.django_db


def test_personne_close_asks_archives_and_brings_back(connecte, espace, chargee):
    personne = create_personne_essai(espace)
    url = f"/espaces/{espace.pk}/acteurs/personnes/{personne.pk}/archiver/"
    client = connecte(chargee)
    assert "donnez plutôt un dernier jour à sa fonction" in client.get(url).content.decode()
    assert "Fiche archivée" in client.post(url, {"geste": "archiver"}, follow=True).content.decode()
    personne.refresh_from_db()
    assert personne.archivee_le is not None
    assert "Fiche rétablie" in client.post(url, {"geste": "retablir"}, follow=True).content.decode()
    personne.refresh_from_db()
    assert personne.archivee_le is None
    assert "Choisissez l’un des boutons" in client.post(url, {"geste": "inconnu"}).content.decode()
    personne.refresh_from_db()
    assert personne.archivee_le is None

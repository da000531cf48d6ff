import pytest

from tests.acteurs.factories import create_organisation_essai

pytestmark = pytest.mark.django_db


def test_organisation_close_asks_archives_and_brings_back(connecte, espace, chargee):
    organisation = create_organisation_essai(espace)
    url = f"/espaces/{espace.pk}/acteurs/organisations/{organisation.pk}/archiver/"
    client = connecte(chargee)
    assert "Archiver cette organisation" in client.get(url).content.decode()
    organisation.refresh_from_db()
    assert organisation.archivee_le is None
    assert "archivée" in client.post(url, {"geste": "archiver"}, follow=True).content.decode()
    organisation.refresh_from_db()
    assert organisation.archivee_le is not None
    assert "Organisation rétablie" in client.post(url, {"geste": "retablir"}, follow=True).content.decode()
    organisation.refresh_from_db()
    assert organisation.archivee_le is None
    assert "Choisissez l’un des boutons" in client.post(url, {"geste": "inconnu"}).content.decode()
    organisation.refresh_from_db()
    assert organisation.archivee_le is None

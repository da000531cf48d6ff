import pytest

from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db


def test_service_close_asks_then_archives_and_restores(connecte, espace, chargee):
    service, client = create_service_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/offre/services/{service.pk}/archiver/"
    assert "Archiver ce service" in client.get(url).content.decode()
    for geste, archive in (("verifier", False), ("archiver", True), ("retablir", False)):
        assert client.post(url, {"geste": geste}).status_code == 302
        service.refresh_from_db()
        assert (geste, service.archive_le is not None) == (geste, archive)
    assert "Choisissez l’un des boutons" in client.post(url, {"geste": "inconnu"}).content.decode()
    service.refresh_from_db()
    assert service.archive_le is None

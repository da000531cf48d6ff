import pytest
from django.utils import timezone

from convive.espaces.models import Espace, Partage, TypeEspace
from convive.finances.models import BaremeAdopte

pytestmark = pytest.mark.django_db


@pytest.fixture
def caf(espace) -> Espace:
    departement = Espace.objects.create(nom="Caf du département", type=TypeEspace.DEPARTEMENT)
    Partage.objects.create(
        espace=espace,
        departement=departement,
        email="caf@exemple.test",
        empreinte_cle="a" * 64,
        expire_le=timezone.now(),
        date_envoi=timezone.now(),
        date_acceptation=timezone.now(),
    )
    return departement


def test_a_territory_uses_what_its_caf_typed_then_stops(connecte, espace, chargee, caf):
    client, url = connecte(chargee), f"/espaces/{espace.pk}/finances/baremes/caf/"
    assert client.post(url, {"caf": str(caf.pk)}).status_code == 302
    assert BaremeAdopte.objects.get().caf == caf
    assert client.post(url, {"caf": str(caf.pk)}).status_code == 302
    assert BaremeAdopte.objects.count() == 1
    assert "Caf du département" in client.get(url).content.decode()
    assert client.post(url, {"caf": ""}).status_code == 302
    assert not BaremeAdopte.objects.exists()


def test_only_a_departement_with_which_one_shares_is_proposed(connecte, espace, chargee):
    autre = Espace.objects.create(nom="Une autre Caf", type=TypeEspace.DEPARTEMENT)
    url = f"/espaces/{espace.pk}/finances/baremes/caf/"
    client = connecte(chargee)
    assert "Une autre Caf" not in client.get(url).content.decode()
    assert client.post(url, {"caf": str(autre.pk)}).status_code == 200
    assert not BaremeAdopte.objects.exists()

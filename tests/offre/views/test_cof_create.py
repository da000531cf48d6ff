import pytest

from convive.offre.models import Cof
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db


def test_cof_create_saves_or_explains(connecte, espace, chargee):
    service, client = create_service_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/offre/conventions/ajouter/"
    assert client.get(f"{url}?service={service.pk}").context["form"]["services"].value() == [str(service.pk)]
    data = {"version": "1", "numero": " 24  117", "type_ps": "psu", "date_debut": "2024-01-01"}
    assert "obligatoire" in client.post(url, data).content.decode()
    assert "vient avant le premier" in client.post(url, data | {"date_fin": "2023-01-01"}).content.decode()
    data |= {"date_fin": "2027-12-31", "services": [str(service.pk)]}
    assert client.post(url, data).status_code == 302
    cof = Cof.objects.get()
    assert (cof.numero, cof.services.get()) == ("24 117", service)

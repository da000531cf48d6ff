import pytest

from tests.espaces.ecriture import read_conflits
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db


def test_cof_update_saves_once(connecte, espace, chargee):
    service, client = create_service_essai(espace), connecte(chargee)
    cof = create_cof_essai(espace, service)
    url = f"/espaces/{espace.pk}/offre/conventions/{cof.pk}/modifier/"
    form = client.get(url).context["form"]
    data = {nom: form[nom].value() for nom in form.fields} | {"numero": "Autre"}
    assert client.post(url, data).status_code == 302
    cof.refresh_from_db()
    assert (cof.numero, cof.version, cof.services.get()) == ("Autre", 2, service)
    # Sent again from the same page: someone changed it meanwhile.
    response = client.post(url, data | {"numero": "Encore"})
    assert read_conflits(response) == {"numero": ("Encore", "Autre")}

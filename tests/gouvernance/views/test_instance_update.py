"""Change a body, archive it, put it back."""

import pytest
from django.urls import reverse

from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db
DATA = {"version": "1", "type": "copil", "nom": "COPIL", "seances_par_an": "2", "duree_minutes": "90"}


def test_a_body_changes_is_archived_and_comes_back(espace, gouvernance, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:instance_update", args=[espace.pk, gouvernance.copil.pk])
    assert 'value="Comité de pilotage"' in client.get(url).content.decode()
    assert client.post(url, DATA).status_code == 302
    gouvernance.copil.refresh_from_db()
    assert (gouvernance.copil.nom, gouvernance.copil.version) == ("COPIL", 2)
    response = client.post(url, {**DATA, "nom": "Autre"})
    assert read_conflits(response) == {"nom": ("Autre", "COPIL")}
    assert client.post(url, choose(response, nom="sien")).status_code == 302
    client.post(url, {"geste": "archiver"})
    gouvernance.copil.refresh_from_db()
    assert gouvernance.copil.archivee_le is not None
    gouvernance.bureau.nom = "COPIL"
    gouvernance.bureau.save()
    assert "a déjà une instance" in client.post(url, {"geste": "remettre"}).content.decode()
    gouvernance.bureau.nom = "Bureau"
    gouvernance.bureau.save()
    client.post(url, {"geste": "remettre"})
    gouvernance.copil.refresh_from_db()
    assert gouvernance.copil.archivee_le is None

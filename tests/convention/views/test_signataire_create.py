import pytest

from convive.acteurs.models import Organisation
from convive.convention.models import Signataire
from tests.convention.factories import CIVRAY, create_projet

pytestmark = pytest.mark.django_db


def test_signataire_create_adds_from_the_directory_or_on_the_fly(connecte, espace, chargee):
    projet = create_projet(espace, chargee)
    Organisation.objects.create(espace=espace, nom="Département d’essai", type="departement")
    client, url = connecte(chargee), f"/espaces/{espace.pk}/ctg/{projet.pk}/signataires/ajouter/"
    assert "Département d’essai" in client.get(url).content.decode()
    for nom in ("departement d'essai", "MSA Poitou"):
        assert client.post(url, {"organisation": nom, "role": "co_signataire"}).status_code == 302
    organes = Signataire.objects.filter(ctg=projet).values_list("organisation__nom", "organe_deliberant")
    assert ("Département d’essai", "commission_permanente") in organes
    assert ("MSA Poitou", "conseil_administration") in organes


def test_signataire_create_refuses_the_same_one_twice(connecte, espace, chargee):
    projet = create_projet(espace, chargee)
    url = f"/espaces/{espace.pk}/ctg/{projet.pk}/signataires/ajouter/"
    page = connecte(chargee).post(url, {"organisation": CIVRAY, "role": "co_signataire"}).content.decode()
    assert "est déjà signataire" in page
    assert "obligatoire" in connecte(chargee).post(url, {"role": "co_signataire"}).content.decode()


def test_signataire_create_says_that_a_signed_convention_changes_by_avenant(connecte, ctg, chargee):
    url = f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/signataires/ajouter/"
    assert "un avenant d’adhésion" in connecte(chargee).get(url).content.decode()

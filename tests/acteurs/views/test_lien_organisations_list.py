from uuid import uuid4

import pytest

from convive.acteurs.actions.lien_organisations import attach_organisation
from convive.acteurs.models import LienOrganisations
from tests.acteurs.factories import create_organisation_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def caf(espace):
    return create_organisation_essai(espace, "Caf")


def get_url(organisation) -> str:
    return f"/espaces/{organisation.espace_id}/acteurs/organisations/{organisation.pk}/liens/"


def test_lien_organisations_list_adds_and_takes_away(connecte, espace, caf, chargee):
    passeurs, client = create_organisation_essai(espace), connecte(chargee)
    assert "Aucun lien pour l’instant" in client.get(get_url(caf)).content.decode()
    data = {"nature": "finance", "autre": str(passeurs.pk), "precision": "Prestation"}
    assert "Lien ajouté" in client.post(get_url(caf), data, follow=True).content.decode()
    # It is read, and taken away, from both ends.
    assert "Prestation" in client.get(get_url(passeurs)).content.decode()
    lien = LienOrganisations.objects.get()
    response = client.post(get_url(passeurs), {"geste": "retirer", "objet": str(lien.pk)}, follow=True)
    assert "Lien retiré" in response.content.decode()
    assert not LienOrganisations.objects.exists()


def test_lien_organisations_list_offers_the_others_only(connecte, espace, caf, chargee):
    client = connecte(chargee)
    page = client.post(get_url(caf), {"nature": "finance", "autre": str(caf.pk)}).content.decode()
    assert "Sélectionnez un choix valide" in page
    assert not LienOrganisations.objects.exists()


def test_lien_organisations_list_does_not_touch_the_ties_of_others(connecte, espace, caf, chargee):
    un, deux = create_organisation_essai(espace, "Un"), create_organisation_essai(espace, "Deux")
    lien = attach_organisation(by=chargee, de=un, vers=deux, nature="gere")
    client = connecte(chargee)
    for objet in (lien.pk, uuid4(), "x"):
        assert client.post(get_url(caf), {"geste": "retirer", "objet": str(objet)}).status_code == 404
    assert LienOrganisations.objects.get() == lien

"""The inventory travels with its espace."""

import pytest

from convive.espaces.actions.copie import clone_espace
from convive.offre.models import Cof, ServiceEquipement
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_cof_essai, create_service_essai, create_soutien_essai

pytestmark = pytest.mark.django_db


def test_clone_holds_the_same_inventory(espace, chargee):
    service = create_service_essai(
        espace, code_commune="86078", ps_percues=["psu"], gestionnaire_id=create_organisation_essai(espace).pk
    )
    create_cof_essai(espace, service)
    create_soutien_essai(service)
    clone = clone_espace(by=chargee, espace=espace, nom="Le clone", chargee=chargee)
    copie = ServiceEquipement.objects.get(espace=clone)
    assert (copie.ps_percues, copie.code_commune, copie.nom_compare) == (["psu"], "86078", service.nom_compare)
    assert copie.gestionnaire is not None
    assert copie.gestionnaire.espace == clone
    assert copie.soutiens.get().organisation.espace == clone
    assert Cof.objects.get(espace=clone).services.get() == copie

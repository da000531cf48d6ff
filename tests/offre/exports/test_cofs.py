"""What the workbook of conventions leaves out."""

import pytest
from django.utils import timezone

from convive.offre.exports.cofs import list_lignes_cofs
from convive.offre.models import ServiceEquipement
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db


def test_an_archived_service_is_not_in_the_workbook(espace, chargee):
    ancien, ouvert = create_service_essai(espace, "Ancienne halte"), create_service_essai(espace)
    ServiceEquipement.objects.filter(pk=ancien.pk).update(archive_le=timezone.now())
    create_cof_essai(espace, ancien, ouvert)
    assert [ligne[1] for ligne in list_lignes_cofs(espace.membres.get(compte=chargee))] == [ouvert.nom]

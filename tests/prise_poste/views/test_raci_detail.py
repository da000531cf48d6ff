"""Who does what, for everyone; a proposal says that it is one."""

import pytest
from django.urls import reverse

from convive.prise_poste.models import LigneRaci
from tests.convention.factories import create_projet

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:raci_detail", args=[espace.pk])


def test_without_a_ctg_it_teaches(url, chargee, connecte):
    assert "Il n’y a pas encore de CTG" in connecte(chargee).get(url).content.decode()


def test_a_proposal_is_shown_as_such_until_someone_writes(url, ctg, chargee, elue, connecte):
    page = connecte(elue).get(url).content.decode()
    assert "Une proposition de Convive" in page
    assert "Orientations, arbitrages" in page
    assert "raci/modifier" not in page
    LigneRaci.objects.create(ctg=ctg, activite="Budget", elus="A", chargee="R")
    page = connecte(chargee).get(f"{url}?ctg={ctg.pk}").content.decode()
    assert "Une proposition" not in page
    assert "Budget" in page
    assert "Orientations, arbitrages" not in page
    assert "raci/modifier" in page


def test_one_chooses_among_several_ctgs_and_never_in_a_list_of_one(url, ctg, chargee, connecte):
    client = connecte(chargee)
    assert 'name="ctg"' not in client.get(url).content.decode()
    autre = create_projet(ctg.espace, chargee)
    page = client.get(f"{url}?ctg={autre.pk}").content.decode()
    assert "Le tableau de la CTG" in page
    assert f'<option value="{autre.pk}" selected>' in page

"""What a body prints of itself, and the references in force."""

import pytest
from django.urls import reverse

from convive.formation.forms.organisme import OrganismeForm
from convive.formation.models import OrganismeFormation
from convive.formation.selectors.programme import get_organisme
from convive.journal.models import Journal
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(organisme) -> str:
    return reverse("formation:organisme_update", args=[organisme.espace_id])


def build_saisie(espace, **change: str) -> dict[str, str]:
    form = OrganismeForm(organisme=get_organisme(espace))
    return {nom: str(form[nom].value()) for nom in form.fields} | {"siret": ""} | change


def test_the_settings_are_saved_once(connecte, chargee, organisme, url, django_assert_max_num_queries):
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert "Certificat de réalisation, article R. 6332-26 du code du travail et arrêté du 21 décembre 2018" in page
    assert "livrée avec Convive, à vérifier" in page
    saisie = build_saisie(organisme.espace, representant="Ysoline Ferrandou")
    for _ in range(2):
        assert client.post(url, saisie).status_code == 302
    organisme.refresh_from_db()
    assert (organisme.representant, organisme.version) == ("Ysoline Ferrandou", 2)
    assert Journal.objects.filter(objet_type="organisme_formation").count() == 1


def test_a_body_that_nobody_wrote_yet_begins_with_the_name_of_its_espace(connecte, chargee, organisme, url):
    OrganismeFormation.objects.all().delete()
    client = connecte(chargee)
    assert 'value="La Passerelle, formation"' in client.get(url).content.decode()
    client.post(url, build_saisie(organisme.espace, ville="Montorvelle"))
    assert OrganismeFormation.objects.get().ville == "Montorvelle"


def test_two_people_are_joined_and_the_same_field_twice_is_chosen(connecte, chargee, organisme, url):
    client = connecte(chargee)
    stale = build_saisie(organisme.espace, ville="Ici", representant="Ysoline Ferrandou")
    client.post(url, build_saisie(organisme.espace, ville="Ailleurs", pairs_ouverts="on"))
    response = client.post(url, stale)
    assert read_conflits(response) == {"ville": ("Ici", "Ailleurs")}
    assert client.post(url, choose(response)).status_code == 302
    organisme.refresh_from_db()
    assert (organisme.ville, organisme.representant, organisme.pairs_ouverts) == ("Ici", "Ysoline Ferrandou", True)


@pytest.mark.parametrize("change", [{"raison_sociale": ""}, {"siret": "12"}, {"contact_email": "non"}], ids=str)
def test_what_cannot_be_is_said(connecte, chargee, organisme, url, change):
    page = connecte(chargee).post(url, build_saisie(organisme.espace, **change)).content.decode()
    assert 'role="alert"' in page
    organisme.refresh_from_db()
    assert organisme.version == 1

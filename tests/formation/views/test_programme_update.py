"""The sheet is written; two people at once are joined, or compare."""

import pytest
from django.urls import reverse

from convive.formation.forms.programme import ProgrammeForm
from convive.journal.models import Journal
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(programme) -> str:
    return reverse("formation:programme_update", args=[programme.espace_id, programme.pk])


def build_saisie(programme, **change: str) -> dict[str, str]:
    programme.refresh_from_db()
    form = ProgrammeForm(programme=programme)
    valeurs = {nom: form[nom].value() for nom in form.fields}
    return {nom: "" if valeur is None else str(valeur) for nom, valeur in valeurs.items()} | change


def test_the_sheet_is_saved_once(connecte, chargee, programme, url):
    client = connecte(chargee)
    saisie = build_saisie(programme, tarif="300 € par personne", effectif_min="4", effectif_max="12")
    for _ in range(2):
        assert client.post(url, saisie).status_code == 302
    programme.refresh_from_db()
    assert (programme.tarif, programme.effectif_min, programme.effectif_max) == ("300 € par personne", 4, 12)
    assert (programme.version, Journal.objects.filter(objet_type="programme").count()) == (2, 1)


def test_two_people_are_joined_field_by_field_and_line_by_line(connecte, chargee, programme, url):
    client = connecte(chargee)
    client.post(url, build_saisie(programme, methodes="Un.\nDeux.\nTrois."))
    stale = build_saisie(programme, methodes="Un.\nDeux.\nTrois, enfin.", tarif="300 €")
    client.post(url, build_saisie(programme, methodes="D’abord un.\nDeux.\nTrois.", public="Tous"))
    assert client.post(url, stale).status_code == 302
    programme.refresh_from_db()
    assert (programme.methodes, programme.tarif) == ("D’abord un.\nDeux.\nTrois, enfin.", "300 €")
    assert programme.public == "Tous"


def test_the_same_field_twice_is_compared_then_chosen(connecte, chargee, programme, url):
    client = connecte(chargee)
    stale = build_saisie(programme, tarif="300 €")
    client.post(url, build_saisie(programme, tarif="400 €"))
    response = client.post(url, stale)
    assert read_conflits(response) == {"tarif": ("300 €", "400 €")}
    assert client.post(url, choose(response)).status_code == 302
    programme.refresh_from_db()
    assert programme.tarif == "300 €"


@pytest.mark.parametrize(
    "change", [{"titre": ""}, {"effectif_min": "12", "effectif_max": "4"}, {"titre": "Un autre"}], ids=str
)
def test_what_cannot_be_is_said_beside_its_field(connecte, chargee, organisme, programme, url, change):
    from tests.formation.factories_formation import create_programme_essai

    create_programme_essai(organisme.espace, titre="Un autre")
    page = connecte(chargee).post(url, build_saisie(programme, **change)).content.decode()
    assert 'role="alert"' in page
    programme.refresh_from_db()
    assert programme.version == 1

import pytest

from convive.acteurs.models import Organisation
from tests.acteurs.factories import create_organisation_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/organisations/ajouter/"


def get_data(**champs) -> dict:
    return {"version": "1", "nom": "Graines d’Orvelle", "type": "association", "position": "inconnue"} | champs


def test_organisation_create_saves_what_was_typed(connecte, url, espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    data = get_data(
        nom="  Graines   d’Orvelle ",
        siret="732 829 320 00074",
        rna="w861 000 123",
        thematiques=[str(jeunesse.pk)],
        communes=["86078"],
        attentes="Un local.\r\n",
        site="graines.fr",
    )
    response = connecte(chargee).post(url, data)
    organisation = Organisation.objects.get()
    assert response.headers["Location"] == f"/espaces/{espace.pk}/acteurs/organisations/{organisation.pk}/"
    assert (organisation.nom, organisation.siret, organisation.siren) == (
        *("Graines d’Orvelle", "73282932000074", "732829320"),
    )
    assert (organisation.rna, organisation.site, organisation.attentes) == (
        *("W861000123", "https://graines.fr", "Un local."),
    )
    assert (organisation.communes, organisation.thematiques.get()) == (["86078"], jeunesse)


def test_organisation_create_takes_a_siren_alone(connecte, url, chargee):
    connecte(chargee).post(url, get_data(siret="732829320"))
    organisation = Organisation.objects.get()
    assert (organisation.siret, organisation.siren) == ("", "732829320")


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"siret": "73282932000047"}, "deux sont inversés"),
        ({"siret": "123"}, "a 14 chiffres"),
        ({"rna": "861"}, "n’est pas un numéro RNA"),
        ({"nom": " "}, "obligatoire"),
        ({"type": "ministere"}, "Sélectionnez un choix valide"),
        ({"email": "pas une adresse"}, "adresse"),
    ],
)
def test_organisation_create_explains_and_keeps_what_was_typed(connecte, url, chargee, champs, phrase):
    page = connecte(chargee).post(url, get_data(attentes="À ne pas perdre") | champs).content.decode()
    assert phrase in page
    assert "À ne pas perdre" in page
    assert not Organisation.objects.exists()


def test_organisation_create_shows_one_that_looks_like_it(connecte, url, espace, chargee):
    connue = create_organisation_essai(espace, "Graines d’Orvele")
    client = connecte(chargee)
    page = client.post(url, get_data()).content.decode()
    assert "Une fiche ressemble à celle-ci" in page
    assert str(connue.pk) in page
    assert Organisation.objects.count() == 1
    assert client.post(url, get_data(quand_meme="oui")).status_code == 302
    assert Organisation.objects.count() == 2


def test_organisation_create_refuses_a_siret_already_there(connecte, url, espace, chargee):
    create_organisation_essai(espace, siret="73282932000074")
    data = get_data(siret="73282932000074", quand_meme="oui")
    assert "a déjà ce SIRET" in connecte(chargee).post(url, data).content.decode()


def test_organisation_create_starts_from_the_gap_that_it_fills(connecte, url, espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    form = connecte(chargee).get(f"{url}?type=msa&thematique={jeunesse.pk}").context["form"]
    assert (form["type"].value(), form["thematiques"].value()) == ("msa", [str(jeunesse.pk)])


def test_organisation_create_keeps_the_text_of_whoever_lost_the_session(client, url):
    response = client.post(url, get_data(attentes="Écrit depuis une heure"))
    assert response.status_code == 403
    assert "Écrit depuis une heure" in response.content.decode()

from datetime import date

import pytest

from convive.acteurs.models import Fonction, Personne
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/personnes/ajouter/"


def get_data(**champs) -> dict:
    return {"version": "1", "prenom": "Soraya", "nom": "Bellegué", "source": "sa carte"} | champs


def test_personne_create_saves_her_and_her_function(connecte, url, espace, chargee):
    passeurs, client = create_organisation_essai(espace), connecte(chargee)
    assert client.get(f"{url}?organisation={passeurs.pk}").context["fonction"]["organisation"].value() == str(
        passeurs.pk
    )
    data = get_data(
        **{
            "fonction-organisation": str(passeurs.pk),
            "fonction-intitule": "Présidente",
            "fonction-is_elu": "on",
            "fonction-date_debut": "2024-01-01",
            "fonction-dernier_jour": "2026-12-31",
        }
    )
    response = client.post(url, data)
    personne = Personne.objects.get()
    assert response.headers["Location"] == f"/espaces/{espace.pk}/acteurs/personnes/{personne.pk}/"
    fonction = Fonction.objects.get()
    assert (fonction.personne, fonction.intitule, fonction.is_elu) == (personne, "Présidente", True)
    assert (fonction.date_debut, fonction.date_fin) == (date(2024, 1, 1), date(2027, 1, 1))


def test_personne_create_does_without_a_function(connecte, url, chargee):
    assert connecte(chargee).post(url, get_data()).status_code == 302
    assert not Fonction.objects.exists()


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"nom": ""}, "obligatoire"),
        ({"source": ""}, "obligatoire"),
        ({"date_collecte": "2999-01-01"}, "Vérifiez l’année"),
        ({"date_collecte": "2150-01-01"}, "n’est pas encore venu"),
        ({"fonction-intitule": "Maire"}, "dans quelle organisation"),
        ({"fonction-date_debut": "2026-03-02", "fonction-dernier_jour": "2026-03-01"}, "vient avant le premier"),
        ({"fonction-date_debut": "0026-03-02"}, "Vérifiez l’année"),
    ],
)
def test_personne_create_explains_and_keeps_what_was_typed(connecte, url, chargee, champs, phrase):
    page = connecte(chargee).post(url, get_data(email="soraya@passeurs.fr") | champs).content.decode()
    assert phrase in page
    assert "soraya@passeurs.fr" in page
    assert not Personne.objects.exists()


def test_personne_create_shows_someone_who_looks_like_her(connecte, url, espace, chargee):
    connue, client = create_personne_essai(espace, "BELLEGUE", "Soraya"), connecte(chargee)
    page = client.post(url, get_data()).content.decode()
    assert "Une fiche ressemble à celle-ci" in page
    assert str(connue.pk) in page
    assert Personne.objects.count() == 1
    assert client.post(url, get_data(quand_meme="oui")).status_code == 302


def test_personne_create_offers_no_place_to_judge_her(connecte, url, chargee):
    form = connecte(chargee).get(url).context["form"]
    assert not any(champ.field.widget.__class__.__name__ == "Textarea" for champ in form)
    assert {field.name for field in Personne._meta.get_fields()}.isdisjoint({"note", "notes", "commentaire", "avis"})


def test_function_already_held_is_refused_from_its_own_page(connecte, espace, chargee):
    personne, passeurs = create_personne_essai(espace), create_organisation_essai(espace)
    create_fonction_essai(personne, passeurs)
    url = f"/espaces/{espace.pk}/acteurs/fonctions/ajouter/"
    data = {"fonction-personne": str(personne.pk), "fonction-organisation": str(passeurs.pk)}
    page = connecte(chargee).post(url, data | {"fonction-intitule": "directrice"}).content.decode()
    assert "à des dates qui se recoupent" in page

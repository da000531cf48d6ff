import re

import pytest

from convive.finances.models import Parametre
from convive.journal.models import Journal
from tests.finances.factories import CLE, create_parametre_essai

pytestmark = pytest.mark.django_db
SAISIE = {
    "version": "1",
    "cle": CLE,
    "valeur": "24000,5",
    "date_debut": "2026-01-01",
    "confiance": "B",
    "source": "Courrier de la Caf",
}


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/finances/valeurs/"


def test_a_value_is_typed_with_its_date_and_source(connecte, url, espace, chargee):
    client = connecte(chargee)
    assert client.get(f"{url}ajouter/?cle={CLE}").context["form"]["cle"].value() == CLE
    assert "obligatoire" in client.post(f"{url}ajouter/", SAISIE | {"source": ""}).content.decode()
    assert client.post(f"{url}ajouter/", SAISIE).status_code == 302
    assert float(Parametre.objects.get().valeur) == 24000.5
    page = client.get(url).content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert "Poste de coopération" in page
    assert "24 000,5" in page


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"date_fin": "2025-01-01"}, "La fin vient avant le début"),
        ({"maximum": "10"}, "Le haut de la fourchette"),
        ({"valeur": "-1"}, "jamais négative"),
        ({"cle": "inventee"}, "Sélectionnez un choix valide"),
        ({"lien": "javascript:alert(1)"}, "URL valide"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(connecte, url, chargee, change, phrase):
    page = connecte(chargee).post(f"{url}ajouter/", SAISIE | change).content.decode()
    assert phrase in page
    assert "Courrier de la Caf" in page
    assert not Parametre.objects.exists()


@pytest.mark.parametrize(("valeur", "ecrite"), [("0.59", "0,59"), ("1720", "1 720"), ("3.9", "3,9"), ("0", "0")])
def test_a_value_is_read_with_the_decimals_that_were_typed(connecte, url, espace, chargee, valeur, ecrite):
    create_parametre_essai(espace, valeur=valeur)
    page = connecte(chargee).get(url).content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert re.search(rf'data-titre="Valeur">\s*{ecrite}\s*<', page)


def test_the_same_line_has_one_value_from_a_date(connecte, url, espace, chargee):
    create_parametre_essai(espace)
    assert (
        "a déjà une valeur à partir de cette date" in connecte(chargee).post(f"{url}ajouter/", SAISIE).content.decode()
    )


def test_a_value_is_changed_then_deleted(connecte, url, espace, chargee):
    parametre, client = create_parametre_essai(espace), connecte(chargee)
    response = client.post(f"{url}{parametre.pk}/modifier/", SAISIE | {"valeur": "25000"})
    assert response.status_code == 302
    parametre.refresh_from_db()
    assert parametre.valeur == 25000
    assert client.post(f"{url}{parametre.pk}/supprimer/").status_code == 302
    assert not Parametre.objects.exists()
    assert Journal.objects.filter(objet_type="parametre_finances").count() == 2

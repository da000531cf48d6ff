from datetime import date

import pytest

from convive.acteurs.actions.personne import close_personne
from tests.acteurs.factories import (
    create_annuaire,
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/personnes/"


def list_noms(response) -> list[str]:
    return [ligne.personne.nom for ligne in response.context["lignes"]]


def test_personne_list_empty_teaches(connecte, url, chargee, lectrice):
    assert "Ajouter une première personne" in connecte(chargee).get(url).content.decode()
    page = connecte(lectrice).get(url).content.decode()
    assert "On n’y écrit pas d’avis sur les gens" in page
    assert "Ajouter une première personne" not in page


def test_personne_list_is_searched_and_filtered(connecte, url, espace, chargee):
    mairie = create_organisation_essai(espace, "Mairie de Civray")
    create_fonction_essai(create_personne_essai(espace, "Aubrelac"), mairie, "Maire", is_elu=True)
    create_fonction_essai(create_personne_essai(espace, "Béranger"), mairie, "Secrétaire")
    ancien = create_personne_essai(espace, "Chantegrive")
    create_fonction_essai(ancien, mairie, "Maire", date(2014, 4, 1), date(2020, 7, 1), is_elu=True)
    close_personne(by=chargee, personne=create_personne_essai(espace, "Dormelle"))
    client = connecte(chargee)
    for requete, attendues in {
        "": ["Aubrelac", "Béranger", "Chantegrive"],
        "?q=beranger": ["Béranger"],
        "?q=mairie": ["Aubrelac", "Béranger"],
        "?q=maire": ["Aubrelac"],
        "?q=secr%C3%A9taire": ["Béranger"],
        "?q=SECRETAIRE": ["Béranger"],
        "?situation=elus": ["Aubrelac"],
        "?situation=en-fonction": ["Aubrelac", "Béranger"],
        "?situation=sans-fonction&q=maire": ["Chantegrive"],
        "?situation=archivees": ["Dormelle"],
        "?situation=n-importe-quoi": ["Aubrelac", "Béranger", "Chantegrive"],
    }.items():
        assert (requete, list_noms(client.get(url + requete))) == (requete, attendues)
    assert "Personne ne répond" in client.get(url + "?q=introuvable").content.decode()


def test_personne_list_hides_how_to_reach_people(connecte, url, espace, conseillere_caf, partenaire):
    create_personne_essai(espace, email="soraya@passeurs.fr", telephone="0536490001")
    page = connecte(conseillere_caf).get(url).content.decode()
    assert "soraya@passeurs.fr" in page
    page = connecte(partenaire).get(url).content.decode()
    assert "Soraya" in page
    assert "soraya@passeurs.fr" not in page
    assert "0536490001" not in page


def test_personne_list_asks_little_for_800_people(connecte, url, espace, chargee, django_assert_max_num_queries):
    create_annuaire(espace, organisations=50, personnes=800)
    client = connecte(chargee)
    with django_assert_max_num_queries(12):
        response = client.get(url + "?q=agent")
    assert len(response.context["lignes"]) == 20
    assert response.context["liste"].paginator.count == 800

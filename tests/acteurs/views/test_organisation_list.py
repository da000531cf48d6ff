import pytest

from convive.acteurs.actions.organisation import close_organisation
from tests.acteurs.factories import (
    create_annuaire,
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/"


def list_noms(response) -> list[str]:
    return [ligne.organisation.nom for ligne in response.context["lignes"]]


def test_organisation_list_empty_teaches(connecte, url, chargee, lectrice):
    assert "Ajouter une première organisation" in connecte(chargee).get(url).content.decode()
    page = connecte(lectrice).get(url).content.decode()
    assert "L’annuaire est vide" in page
    assert "Ajouter une première organisation" not in page


def test_organisation_list_is_searched_and_filtered(connecte, url, espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    passeurs = create_organisation_essai(espace, thematiques=(jeunesse,), sigle="LPG")
    create_fonction_essai(create_personne_essai(espace, "Bellegué"), passeurs)
    create_organisation_essai(espace, "Mairie de Civray", type="commune", communes=("86078",))
    create_organisation_essai(espace, "Mairie de Blanzay", type="commune", communes=("86024",))
    close_organisation(by=chargee, organisation=create_organisation_essai(espace, "Club ancien"))
    client = connecte(chargee)
    for requete, attendues in {
        "": ["Mairie de Blanzay", "Mairie de Civray", "Les Passeurs du Gué"],
        "?q=GUE": ["Les Passeurs du Gué"],
        "?q=lpg": ["Les Passeurs du Gué"],
        "?q=bellegue": ["Les Passeurs du Gué"],
        "?type=commune": ["Mairie de Blanzay", "Mairie de Civray"],
        f"?thematique={jeunesse.pk}": ["Les Passeurs du Gué"],
        "?commune=86078": ["Mairie de Civray", "Les Passeurs du Gué"],
        "?archivees=on": ["Club ancien"],
        # What is not a filter asks nothing, and breaks nothing.
        "?type=ministere&thematique=x&commune=1&page=99": [
            *("Mairie de Blanzay", "Mairie de Civray", "Les Passeurs du Gué"),
        ],
    }.items():
        assert (requete, list_noms(client.get(url + requete))) == (requete, attendues)
    assert "Aucune organisation ne répond" in client.get(url + "?q=introuvable").content.decode()


@pytest.mark.parametrize("role", ["partenaire", "elue"])
def test_organisation_list_shows_positions_to_the_team_alone(connecte, url, espace, chargee, role, request):
    """An élu·e does not read where the organisation of another élu·e stands."""
    create_organisation_essai(espace, position="a_convaincre")
    assert "À convaincre" in connecte(chargee).get(url).content.decode()
    assert "À convaincre" not in connecte(request.getfixturevalue(role)).get(url).content.decode()


def test_organisation_list_asks_little_for_500_actors(connecte, url, espace, chargee, django_assert_max_num_queries):
    create_annuaire(espace, organisations=500, personnes=800)
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        response = client.get(url + "?q=organisation")
    assert len(response.context["lignes"]) == 20
    page = response.content.decode()
    assert "500" in page
    assert "?q=organisation&amp;page=2" in page
    assert "Page précédente" in client.get(url + "?q=organisation&page=2").content.decode()


def test_organisation_list_of_a_limited_place_asks_as_little(
    connecte, url, espace, coordinatrice, django_assert_max_num_queries
):
    create_annuaire(espace, organisations=40, personnes=40)
    membre = espace.membres.get(compte=coordinatrice)
    membre.thematiques.add(espace.thematiques.first())
    membre.communes = ["86078"]
    membre.save()
    client = connecte(coordinatrice)
    with django_assert_max_num_queries(15):
        response = client.get(url)
    assert len(response.context["lignes"]) == 4


def test_a_menu_of_one_page_is_a_page_beside_the_others(connecte, espace, chargee, partenaire):
    url = f"/espaces/{espace.pk}/acteurs/"
    assert [groupe.libelle for groupe in connecte(chargee).get(url).context["groupes_onglets"]] == [
        "Courriers et rencontres",
        "Mises à jour",
    ]
    lues = connecte(partenaire).get(url).context
    assert lues["groupes_onglets"] == []
    assert [onglet.libelle for onglet in lues["onglets"]][-2:] == ["Appels, rencontres", "Qui manque"]

from datetime import date

import pytest
from django.utils import timezone

from convive.acteurs.actions.poste import close_poste
from tests.acteurs.factories import create_organisation_essai, create_personne_essai, create_poste_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/postes/"


def test_poste_list_empty_teaches(connecte, url, chargee, lectrice):
    assert "Ajouter un premier poste" in connecte(chargee).get(url).content.decode()
    page = connecte(lectrice).get(url).content.decode()
    assert "Aucun poste pour l’instant" in page
    assert "Ajouter un" not in page


def test_poste_list_sums_the_posts_of_a_day(connecte, url, espace, chargee):
    enfance, jeunesse = create_thematique(espace, "Enfance"), create_thematique(espace, "Jeunesse")
    create_poste_essai(espace, thematiques=(enfance, jeunesse), personne=create_personne_essai(espace))
    create_poste_essai(espace, "Ancien", date_fin=date(2020, 1, 1))
    create_poste_essai(espace, "Futur", date_debut=date(2190, 1, 1))
    close_poste(by=chargee, poste=create_poste_essai(espace, "Erreur"))
    client = connecte(chargee)
    response = client.get(url)
    tableau, page = response.context["tableau"], response.content.decode()
    noms = [[poste.intitule for poste in postes] for postes in (tableau.presents, tableau.finis, tableau.archives)]
    assert noms == [["Chargée de coopération CTG"], ["Ancien"], ["Erreur"]]
    assert tableau.a_venir[0].intitule == "Futur"
    assert "Soraya Bellegué" in page
    assert "Additionnées, elles compteraient 0,50" in page
    autrefois = client.get(url + "?jour=2019-12-31").context["tableau"]
    assert "Ancien" in [poste.intitule for poste in autrefois.presents]
    # What is not a day is today.
    assert client.get(url + "?jour=hier").context["tableau"].jour == timezone.localdate()
    assert "Aucun poste ce jour-là" not in page


def test_poste_list_of_a_limited_place_shows_what_concerns_her(connecte, url, espace, coordinatrice):
    enfance, jeunesse = create_thematique(espace, "Enfance"), create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    create_poste_essai(espace, "Le sien", thematiques=(jeunesse,))
    create_poste_essai(espace, "De tous")
    create_poste_essai(espace, "Autre", thematiques=(enfance,))
    cache = create_organisation_essai(espace, "Cachée", thematiques=(enfance,))
    create_poste_essai(espace, "Chez une autre", employeur=cache)
    presents = connecte(coordinatrice).get(url).context["tableau"].presents
    assert sorted(poste.intitule for poste in presents) == ["De tous", "Le sien"]


def test_poste_list_asks_as_little_for_many_posts(connecte, url, espace, chargee, count_queries_get):
    themes = (create_thematique(espace, "Enfance"),)
    create_poste_essai(espace, thematiques=themes, communes=["86078"])
    client = connecte(chargee)
    few = count_queries_get(client, url)
    for rang in range(20):
        create_poste_essai(espace, f"Poste {rang}", thematiques=themes, communes=["86078"])
    assert count_queries_get(client, url) == few <= 15

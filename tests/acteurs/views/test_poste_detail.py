from datetime import date

import pytest

from tests.acteurs.factories import (
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
    create_poste_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(poste) -> str:
    return f"/espaces/{poste.espace_id}/acteurs/postes/{poste.pk}/"


def test_poste_detail_says_what_it_is_and_what_it_replaced(connecte, espace, chargee, count_queries_get):
    ancien = create_poste_essai(espace, "Coordonnatrice", date_fin=date(2023, 1, 1))
    poste = create_poste_essai(
        espace,
        personne=create_personne_essai(espace),
        communes=["86078"],
        thematiques=(create_thematique(espace, "Jeunesse"),),
        remplace=(ancien,),
        financement_caf="acquis",
        financement_precision="Notification du 3 mars",
    )
    client = connecte(chargee)
    page = client.get(get_url(poste)).content.decode()
    for mots in (
        "Soraya Bellegué",
        "Civray",
        "Jeunesse",
        "Il remplace",
        "Notification du 3 mars",
        "Modifier",
        'value="lettre_mission"',
    ):
        assert mots in page
    assert "Il est remplacé par" in client.get(get_url(ancien)).content.decode()
    for rang in range(20):
        poste.remplace.add(create_poste_essai(espace, f"Ancien {rang}", date_fin=date(2023, 1, 1)))
    assert count_queries_get(client, get_url(poste)) <= 15


def test_poste_detail_links_no_card_that_the_place_does_not_see(connecte, espace, coordinatrice):
    enfance, jeunesse = create_thematique(espace, "Enfance"), create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    personne = create_personne_essai(espace)
    create_fonction_essai(personne, create_organisation_essai(espace, "Cachée", thematiques=(enfance,)))
    page = connecte(coordinatrice).get(get_url(create_poste_essai(espace, personne=personne))).content.decode()
    assert "Soraya Bellegué" in page
    assert f"/personnes/{personne.pk}/" not in page
    assert "Modifier" not in page
    assert 'value="lettre_mission"' not in page


def test_poste_detail_lets_a_coordinatrice_change_her_own_post(connecte, espace, coordinatrice):
    personne = create_personne_essai(espace, email="Coordinatrice@exemple.fr")
    poste = create_poste_essai(espace, personne=personne)
    client = connecte(coordinatrice)
    assert "Modifier" in client.get(get_url(poste)).content.decode()
    assert client.get(get_url(poste) + "modifier/").status_code == 200
    assert client.get(get_url(create_poste_essai(espace, "Autre")) + "modifier/").status_code == 403

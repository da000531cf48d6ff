import pytest

from convive.acteurs.actions.personne import close_personne
from tests.acteurs.factories import (
    create_fonction_essai,
    create_groupe_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(groupe) -> str:
    return f"/espaces/{groupe.espace_id}/acteurs/groupes/{groupe.pk}/"


def test_groupe_detail_gives_the_addresses_to_write_to(connecte, espace, chargee):
    groupe = create_groupe_essai(
        espace, "Réseau", create_personne_essai(espace, email="s@x.fr"), create_personne_essai(espace, "Sansadresse")
    )
    partie = create_personne_essai(espace, "Partie", email="partie@x.fr")
    groupe.personnes.add(partie)
    groupe.organisations.add(create_organisation_essai(espace, email="contact@passeurs.fr"))
    close_personne(by=chargee, personne=partie)
    page = connecte(chargee).get(get_url(groupe)).content.decode()
    assert "s@x.fr; contact@passeurs.fr" in page
    assert 'href="mailto:?bcc=s@x.fr,contact@passeurs.fr"' in page
    assert "Soraya Sansadresse" in page
    assert "partie@x.fr" not in page


@pytest.mark.parametrize("role", ["partenaire", "lectrice", "formatrice"])
def test_groupe_detail_hides_the_addresses(connecte, espace, role, request):
    groupe = create_groupe_essai(espace, "Réseau", create_personne_essai(espace, email="s@x.fr"))
    page = connecte(request.getfixturevalue(role)).get(get_url(groupe)).content.decode()
    assert "Soraya Bellegué" in page
    assert "s@x.fr" not in page


def test_groupe_detail_shows_a_limited_place_its_own_part(connecte, espace, coordinatrice):
    jeunesse, handicap = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Handicap")
    ailleurs = create_personne_essai(espace, "Ailleurs", email="ailleurs@x.fr")
    create_fonction_essai(ailleurs, create_organisation_essai(espace, "Pôle", thematiques=(handicap,)))
    groupe = create_groupe_essai(espace, "Réseau", ailleurs, create_personne_essai(espace, email="s@x.fr"))
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    page = connecte(coordinatrice).get(get_url(groupe)).content.decode()
    assert "s@x.fr" in page
    assert "ailleurs@x.fr" not in page


def test_groupe_detail_empty_teaches(connecte, espace, chargee):
    assert "Ce groupe est vide" in connecte(chargee).get(get_url(create_groupe_essai(espace))).content.decode()


def test_groupe_detail_of_many_people_gives_several_messages(connecte, espace, chargee, django_assert_max_num_queries):
    gens = [create_personne_essai(espace, f"Nom {rang}", email=f"personne.{rang:03}@exemple.fr") for rang in range(100)]
    groupe, client = create_groupe_essai(espace, "Réseau", *gens), connecte(chargee)
    with django_assert_max_num_queries(12):
        page = client.get(get_url(groupe)).content.decode()
    assert "Message 2" in page
    assert "il en faut plusieurs" in page

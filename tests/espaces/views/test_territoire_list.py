import pytest
from django.utils import timezone

from convive.espaces.actions.membre import update_membre
from convive.espaces.actions.partage import close_partage
from convive.espaces.models import Cote, Role
from convive.espaces.rules import Limites
from tests.espaces.factories import (
    create_compte,
    create_departement,
    create_espace_civraisien,
    create_membre,
    create_partage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conseillere(pays):
    return create_compte("conseillere")


@pytest.fixture
def departement(conseillere):
    return create_departement(conseillere)


def test_territoire_list_teaches_then_lists_what_is_accepted_only(connecte, espace, departement, conseillere, chargee):
    url, client = f"/espaces/{departement.pk}/territoires/", connecte(conseillere)
    create_partage(espace)
    page = client.get(url).text
    assert "Aucun territoire ne partage encore avec vous" in page
    assert espace.nom not in page
    partage, _ = create_partage(espace, departement)
    page = client.get(url).text
    assert espace.nom in page
    assert "es membres et leurs rôles" in page
    close_partage(by=chargee, partage=partage, cote=Cote.TERRITOIRE)
    assert espace.nom not in client.get(url).text


def test_territoire_list_is_in_the_menu_of_a_departement_only(connecte, espace, departement, conseillere):
    client = connecte(conseillere)
    navigation = client.get(f"/espaces/{departement.pk}/").context["navigation"]
    assert "Territoires" in [page.libelle for page in navigation.espace.pages]
    assert "partages/" not in client.get(navigation.espace.reglages).text


def test_a_place_limited_to_communes_sees_the_territoires_that_have_one(connecte, espace, departement, conseillere):
    partage, _ = create_partage(espace, departement)
    lectrice = create_compte("lectrice")
    place = create_membre(departement, lectrice, Role.CONSEILLER_CAF)
    url = f"/espaces/{departement.pk}/territoires/"
    for communes, status in (({"86078"}, 200), ({"86194"}, 404)):
        place.communes = sorted(communes)
        place.save()
        assert (espace.nom in connecte(lectrice).get(url).text) is (status == 200)
        assert connecte(lectrice).get(f"{url}{partage.pk}/").status_code == status
    limites = Limites(communes=frozenset({"86078"}))
    update_membre(by=conseillere, membre=place, role=place.role, dernier_jour=timezone.localdate(), limites=limites)
    assert espace.nom in connecte(lectrice).get(url).text


@pytest.mark.parametrize("nombre", [1, 15])
def test_territoire_list_asks_as_much_for_one_as_for_many(
    connecte, departement, conseillere, nombre, django_assert_max_num_queries
):
    voisine = create_compte("voisine")
    for i in range(nombre):
        create_partage(create_espace_civraisien(voisine, nom=f"Territoire {i}"), departement)
    client = connecte(conseillere)
    with django_assert_max_num_queries(8):
        client.get(f"/espaces/{departement.pk}/territoires/")

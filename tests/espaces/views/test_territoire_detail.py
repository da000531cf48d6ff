import pytest

from convive.espaces.actions.espace import create_espace
from convive.espaces.models import Role
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


def get_url(partage) -> str:
    return f"/espaces/{partage.departement_id}/territoires/{partage.pk}/"


def test_territoire_detail_shows_the_shared_fields_and_nothing_else(connecte, espace, elue, departement, conseillere):
    partage, _ = create_partage(espace, departement, ("membres",))
    page = connecte(conseillere).get(get_url(partage)).text
    assert "Elue" in page
    assert "Élu·e" in page
    # No address leaves the espace, and what was not ticked is not there.
    assert "elue@exemple.fr" not in page
    assert "Valence-en-Poitou" not in page
    assert f"/espaces/{espace.pk}/" not in page
    partage.champs = ["perimetre", "thematiques"]
    partage.save()
    page = connecte(conseillere).get(get_url(partage)).text
    assert "Valence-en-Poitou" in page
    assert "Petite enfance" in page
    assert "Elue" not in page


def test_territoire_detail_says_that_a_field_is_still_empty(connecte, espace, departement, conseillere):
    partage, _ = create_partage(espace, departement, ("thematiques", "perimetre", "champ_d_un_paquet_absent"))
    espace.thematiques.all().delete()
    espace.perimetres.all().delete()
    page = connecte(conseillere).get(get_url(partage)).text
    assert page.count("Rien n’est encore rempli ici") == 2


def test_territoire_detail_shows_the_figures_when_they_are_shared(connecte, espace, departement, conseillere):
    partage, _ = create_partage(espace, departement, ("indicateurs",))
    assert "Tout le portrait" in connecte(conseillere).get(get_url(partage)).text


def test_territoire_detail_never_opens_the_espace_itself(connecte, espace, departement, conseillere):
    create_partage(espace, departement, ("membres", "perimetre", "thematiques", "indicateurs"))
    client = connecte(conseillere)
    for page in ("", "membres/", "carnet/", "journal/", "thematiques/", "partages/", "qui-voit-quoi/"):
        assert client.get(f"/espaces/{espace.pk}/{page}").status_code == 404


def test_territoire_detail_knows_only_the_agreements_of_this_departement(connecte, espace, departement, conseillere):
    other = create_departement(create_compte("voisine"), nom="Caf voisine")
    partage, _ = create_partage(espace, other)
    waiting, _ = create_partage(espace)
    client = connecte(conseillere)
    for foreign in (partage, waiting):
        url = f"/espaces/{departement.pk}/territoires/{foreign.pk}/"
        assert client.get(url).status_code == 404
        assert client.post(url, {"geste": "arreter"}).status_code == 404
    partage.refresh_from_db()
    assert partage.date_revocation is None


def test_territoire_detail_stops_the_agreement(connecte, espace, departement, conseillere, chargee):
    partage, _ = create_partage(espace, departement)
    lectrice = create_compte("lectrice")
    create_membre(departement, lectrice, Role.LECTURE)
    assert "Ne plus recevoir" not in connecte(lectrice).get(get_url(partage)).text
    assert connecte(lectrice).post(get_url(partage), {"geste": "arreter"}).status_code == 403
    client = connecte(conseillere)
    assert client.post(get_url(partage), {"geste": "autre"}).status_code == 404
    response = client.post(get_url(partage), {"geste": "arreter"})
    assert response.headers["Location"] == f"/espaces/{departement.pk}/territoires/"
    partage.refresh_from_db()
    assert partage.arrete_par == "departement"
    assert client.get(get_url(partage)).status_code == 404
    assert departement.nom not in connecte(chargee).get(f"/espaces/{espace.pk}/partages/").text


def test_members_read_in_qui_voit_quoi_what_is_shared(connecte, espace, elue, departement):
    create_partage(espace, departement)
    page = connecte(elue).get(f"/espaces/{espace.pk}/qui-voit-quoi/").text
    assert departement.nom in page
    assert "Il ne peut rien y modifier" in page


def test_territoire_detail_says_that_an_invented_territoire_is_invented(connecte, departement, conseillere, chargee):
    fictif = create_espace(by=chargee, codes=["99001"], nom="Espace d’exercice")
    vrai = create_espace_civraisien(chargee, nom="Espace réel")
    for espace, dit in ((fictif, True), (vrai, False)):
        partage, _ = create_partage(espace, departement, ("membres",))
        assert ("Territoire d’exercice." in connecte(conseillere).get(get_url(partage)).text) is dit


def test_territoire_detail_asks_little(connecte, espace, departement, conseillere, django_assert_max_num_queries):
    partage, _ = create_partage(espace, departement, ("membres", "perimetre", "thematiques"))
    client = connecte(conseillere)
    with django_assert_max_num_queries(15):
        client.get(get_url(partage))

from datetime import date

import pytest

from convive.acteurs.actions.fusion_fiches import fuse_fiches
from convive.acteurs.actions.personne import close_personne
from tests.acteurs.factories import (
    create_fonction_essai,
    create_groupe_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def personne(espace):
    personne = create_personne_essai(
        espace, email="soraya@passeurs.fr", telephone="0536490001", date_collecte=date(2026, 1, 5)
    )
    create_groupe_essai(espace, "Réseau parentalité", personne)
    return personne


def get_url(personne) -> str:
    return f"/espaces/{personne.espace_id}/acteurs/personnes/{personne.pk}/"


def test_personne_detail_says_what_she_does_and_where_it_is_known_from(connecte, espace, personne, chargee):
    passeurs = create_organisation_essai(espace)
    create_fonction_essai(personne, passeurs, "Directrice", date(2024, 2, 1))
    create_fonction_essai(personne, passeurs, "Animatrice", date(2018, 2, 1), date(2024, 2, 1))
    page = connecte(chargee).get(get_url(personne)).content.decode().replace("\u00a0", " ")
    for words in (
        *("Directrice", "Depuis le 1er février 2024", "Fonctions passées", "Du 1er février 2018 au 31 janvier 2024"),
        *("soraya@passeurs.fr", "Source : sa carte, le 5 janvier 2026", "Réseau parentalité"),
    ):
        assert words in page, words


def test_personne_detail_asks_for_a_source(connecte, espace, chargee):
    personne = create_personne_essai(espace, source="")
    assert "la loi demande de pouvoir l’indiquer" in connecte(chargee).get(get_url(personne)).content.decode()


@pytest.mark.parametrize("role", ["partenaire", "lectrice", "formatrice"])
def test_personne_detail_hides_how_to_reach_her(connecte, personne, role, request):
    page = connecte(request.getfixturevalue(role)).get(get_url(personne)).content.decode()
    assert "Soraya Bellegué" in page
    for hidden in ("soraya@passeurs.fr", "0536490001", "sa carte", "Modifier"):
        assert hidden not in page


def test_personne_detail_shows_a_limited_place_its_own_part(connecte, espace, personne, coordinatrice):
    jeunesse, handicap = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Handicap")
    create_fonction_essai(personne, create_organisation_essai(espace, "Jeunes", thematiques=(jeunesse,)))
    create_fonction_essai(personne, create_organisation_essai(espace, "Pôle", thematiques=(handicap,)), "Conseillère")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    page = connecte(coordinatrice).get(get_url(personne)).content.decode()
    assert "Jeunes" in page
    assert "Conseillère" not in page


def test_personne_detail_of_an_archived_one_offers_to_restore(connecte, personne, chargee):
    close_personne(by=chargee, personne=personne)
    page = connecte(chargee).get(get_url(personne)).content.decode()
    assert "Fiche archivée" in page
    assert "Rétablir" in page


def test_personne_detail_of_a_joined_one_leads_to_the_other(connecte, espace, personne, chargee):
    autre = create_personne_essai(espace, "Bellegue")
    fuse_fiches(by=chargee, gardee=personne, autre=autre)
    client = connecte(chargee)
    assert client.get(get_url(autre)).headers["Location"] == get_url(personne)


@pytest.mark.parametrize("nombre", [1, 20])
def test_personne_detail_asks_little(connecte, espace, personne, chargee, nombre, django_assert_max_num_queries):
    for rang in range(nombre):
        create_fonction_essai(personne, create_organisation_essai(espace, f"Organisation {rang}"))
    client = connecte(chargee)
    with django_assert_max_num_queries(11):
        client.get(get_url(personne))

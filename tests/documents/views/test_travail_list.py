import pytest
from django.urls import reverse

from convive.documents.actions.travail import submit_travail
from convive.espaces.actions.membre import close_membre

pytestmark = pytest.mark.django_db


def test_travail_list_teaches_when_it_is_empty(espace, lectrice, connecte):
    page = connecte(lectrice).get(reverse("documents:travail_list", args=[espace.pk])).text
    assert "Rien à attendre" in page
    assert "Mes documents en préparation dans tous mes espaces" in page


def test_travail_list_has_mine_of_this_espace(
    espace, elue, chargee, connecte, travaux_d_essai, django_assert_max_num_queries
):
    submit_travail(by=elue, type_travail="essai_bref", espace=espace, libelle="Le mien")
    submit_travail(by=elue, type_travail="essai_casse", libelle="Hors d’un espace")
    submit_travail(by=chargee, type_travail="essai_bref", espace=espace, libelle="Le sien")
    for rang in range(20):
        submit_travail(by=elue, type_travail="essai_bref", espace=espace, arguments={"mot": str(rang)})
    client = connecte(elue)
    with django_assert_max_num_queries(9):
        page = client.get(reverse("documents:travail_list", args=[espace.pk])).text
    assert "Le mien" in page
    assert "Prêt, jusqu’au" in page
    assert "Le sien" not in page
    assert "Hors d’un espace" not in page
    with django_assert_max_num_queries(7):
        page = client.get(reverse("documents:travail_list")).text
    assert "Le mien" in page
    assert "Hors d’un espace" in page
    assert "Interrompu" in page
    assert "Le sien" not in page


def test_travail_list_forgets_an_espace_that_was_left(espace, elue, chargee, connecte, travaux_d_essai):
    submit_travail(by=elue, type_travail="essai_bref", espace=espace, libelle="Le mien")
    close_membre(by=chargee, membre=espace.membres.get(compte=elue))
    assert "Le mien" not in connecte(elue).get(reverse("documents:travail_list")).text


def test_travail_list_is_among_the_settings_of_the_espace(espace, elue, connecte):
    url = reverse("documents:travail_list", args=[espace.pk])
    assert f'href="{url}"' in connecte(elue).get(reverse("espaces:espace_reglages", args=[espace.pk])).text

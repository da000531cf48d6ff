"""The page of the current CTG, and of any other."""

import pytest

from convive.convention.models import Jalon
from convive.convention.views.rubrique import CONVENTION
from convive.espaces.views.sous_pages import SousPage
from tests.convention.factories import create_avenant_essai, create_ctg_essai, create_projet

pytestmark = pytest.mark.django_db


def get_page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_ctg_detail_teaches_when_there_is_none(connecte, espace, chargee, elue):
    url = f"/espaces/{espace.pk}/ctg/"
    assert f'href="{url}saisir/"' in get_page(connecte(chargee), url)
    page = get_page(connecte(elue), url)
    assert "pas encore saisie" in page
    assert "saisir/" not in page


def test_ctg_detail_shows_where_the_current_one_is(connecte, espace, ctg, chargee):
    page = get_page(connecte(chargee), f"/espaces/{espace.pk}/ctg/")
    assert f"<h1>{ctg.nom}</h1>" in page
    assert "3e année sur 5. En cours : le pilotage." in page
    assert "3\xa0organisations signataires" in page
    # What is missing leads where to do it; the ribbon has its words.
    assert f"/espaces/{espace.pk}/ctg/{ctg.pk}/jalons/ajouter/?type=" in page
    assert '<svg viewBox="0 0 1180' in page
    assert "Les mêmes dates en liste" in page
    assert "Aucune pièce jointe" in page


def test_ctg_detail_of_a_project_lists_what_the_signature_needs(connecte, espace, elue, chargee):
    projet = create_projet(espace, chargee)
    page = get_page(connecte(elue), f"/espaces/{espace.pk}/ctg/{projet.pk}/")
    assert "Elle se prépare" in page
    assert "Avant la phase suivante : diagnostic" in page
    # Whoever only reads has no button.
    assert "jalons/ajouter" not in page
    assert "3\xa0délibérations ou signatures attendues" in page


def test_ctg_detail_leads_to_the_others(connecte, espace, ctg, chargee):
    projet = create_projet(espace, chargee, nom="La suivante", ctg_precedente=None)
    page = get_page(connecte(chargee), f"/espaces/{espace.pk}/ctg/")
    assert f'href="/espaces/{espace.pk}/ctg/{projet.pk}/"' in page
    assert "en préparation" in page


def test_ctg_detail_says_what_is_rare(connecte, espace, chargee):
    longue = create_ctg_essai(espace, chargee, date_fin=create_projet(espace, chargee, nom="Autre").date_fin)
    assert "plus de 5\xa0ans" in get_page(connecte(chargee), f"/espaces/{espace.pk}/ctg/{longue.pk}/")


def test_ctg_detail_asks_as_many_queries_with_twenty_of_each(
    connecte, espace, ctg, chargee, django_assert_max_num_queries
):
    client, url = connecte(chargee), f"/espaces/{espace.pk}/ctg/"
    with django_assert_max_num_queries(15) as one:
        client.get(url)
    for rang in range(20):
        Jalon.objects.create(ctg=ctg, phase="pilotage", libelle=f"Jalon {rang}", date_reelle=ctg.date_debut)
        create_avenant_essai(ctg, chargee)
    with django_assert_max_num_queries(len(one)):
        client.get(url)


def test_a_cahier_of_the_package_has_its_tab_on_the_pages_of_every_ctg(connecte, espace, ctg, chargee, monkeypatch):
    visites = SousPage("Visites de lieux", "convention:plan_externe_list", "notebook", lambda _membre: True)
    monkeypatch.setattr(CONVENTION, "onglets", (*CONVENTION.onglets, visites))
    for page in ("", f"{ctg.pk}/jalons/"):
        assert "Visites de lieux" in get_page(connecte(chargee), f"/espaces/{espace.pk}/ctg/{page}")

import pytest

from tests.finances.factories import create_ligne_essai

pytestmark = pytest.mark.django_db


def test_a_commune_of_no_espace_does_not_exist(connecte, espace, plan, chargee):
    create_ligne_essai(plan.complete, "produit", 1000)
    client = connecte(chargee)
    for code in ("75056", "xxxxx"):
        assert client.get(f"/espaces/{espace.pk}/finances/communes/{code}/").status_code == 404


def test_it_names_the_commune_and_leads_to_its_actions(connecte, espace, plan, chargee):
    create_ligne_essai(plan.complete, "produit", 1000)
    client = connecte(chargee)
    lues = client.get(f"/espaces/{espace.pk}/finances/communes/").context["lues"]
    code = next(code for code in lues.codes if lues.parts.get(code))
    page = client.get(f"/espaces/{espace.pk}/finances/communes/{code}/?annee=2026").content.decode()
    assert f"<h1>{lues.poids.noms[code]}" in page
    assert str(plan.complete.pk) in page

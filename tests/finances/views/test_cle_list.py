import pytest

from convive.finances.models import CleRepartition
from tests.finances.factories import create_ligne_essai

pytestmark = pytest.mark.django_db


def test_it_lists_the_key_of_each_action_with_money(connecte, espace, plan, chargee, lectrice):
    create_ligne_essai(plan.complete, "produit", 1000)
    CleRepartition.objects.create(espace=espace, fiche=plan.complete, cle="egales")
    url = f"/espaces/{espace.pk}/finances/cles/"
    page = connecte(chargee).get(url).content.decode()
    assert "Des parts égales" in page
    assert f"{url}{plan.complete.pk}/" in page
    assert str(plan.complete) in page
    assert str(plan.brouillon) not in page
    assert f"{url}{plan.complete.pk}/" not in connecte(lectrice).get(url).content.decode()


def test_an_espace_with_no_budget_says_so_and_offers_no_button(connecte, espace, chargee):
    page = connecte(chargee).get(f"/espaces/{espace.pk}/finances/cles/").content.decode()
    assert "Aucune action n’a encore de budget." in page

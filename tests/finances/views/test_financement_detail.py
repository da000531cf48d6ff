import pytest

from tests.finances.factories import create_ligne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/finances/"


def test_without_any_amount_it_says_where_they_are_written(connecte, url, plan, chargee):
    page = connecte(chargee).get(url).content.decode()
    assert "Aucun montant pour l’instant" in page
    assert f"/espaces/{plan.ctg.espace_id}/plan/" in page


def test_one_sees_who_pays_and_what_is_missing(connecte, url, plan, chargee):
    create_ligne_essai(plan.complete, "charge", 10000)
    create_ligne_essai(plan.complete, "produit", 4000, financeur_texte="La commune", confirme=True, montant_realise=500)
    create_ligne_essai(plan.complete, "produit", 2500, financeur_texte="La MSA", demande_le="2026-03-02")
    create_ligne_essai(plan.complete, "charge", None)
    response = connecte(chargee).get(f"{url}?annee=2026")
    lu = response.context["plan"]
    assert (lu.fonctionnement.a_trouver, lu.fonctionnement.demande, lu.fonctionnement.recu) == (3500, 2500, 500)
    page = response.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert "6 000 € pour" in page
    assert "La MSA : 2 500 €, demandé" in page
    assert "1 ligne sans montant" in page
    assert f"{plan.complete.pk}/?section=budget#section-budget" in page


def test_a_year_without_money_leads_to_the_nearest(connecte, url, plan, chargee):
    create_ligne_essai(plan.complete, "charge", 10, annee=2024)
    client = connecte(chargee)
    for demande in ("", "?annee=1999", "?annee=abc", "?annee=²²²²"):
        assert client.get(url + demande).context["plan"].annee == 2024


def test_a_draft_is_counted_for_the_team_alone(connecte, url, plan, chargee, lectrice):
    create_ligne_essai(plan.brouillon, "charge", 700)
    create_ligne_essai(plan.complete, "charge", 300)
    assert connecte(chargee).get(url).context["plan"].fonctionnement.charges == 1000
    response = connecte(lectrice).get(url)
    assert response.context["plan"].fonctionnement.charges == 300
    assert "section=budget" not in response.content.decode()


def test_what_was_put_off_is_not_counted(connecte, url, plan, chargee):
    create_ligne_essai(plan.complete, "charge", 300)
    plan.complete.statut = "abandonnee"
    plan.complete.save()
    assert connecte(chargee).get(url).context["plan"] is None


def test_it_asks_as_little_for_many(connecte, url, plan, chargee, count_queries_get):
    client = connecte(chargee)
    create_ligne_essai(plan.complete, "charge", 300)
    few = count_queries_get(client, url)
    for rang in range(20):
        create_ligne_essai(plan.complete, "produit", rang + 1, financeur_texte=f"Commune {rang}")
    assert count_queries_get(client, url) == few <= 20

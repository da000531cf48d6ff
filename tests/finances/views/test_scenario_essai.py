from decimal import Decimal

import pytest

from convive.finances.models import ScenarioFinances
from tests.finances.factories import create_ligne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/finances/scenarios/"


@pytest.fixture
def payee(espace, plan):
    """Shared in equal parts: no figure was built here."""
    plan.complete.communes = []
    plan.complete.save()
    create_ligne_essai(plan.complete, "produit", 1000, nature="collectivite_porteuse")
    create_ligne_essai(plan.complete, "produit", 500, nature="caf_ps")
    return plan.complete


def test_one_tries_then_reads_each_commune_beside_today(connecte, url, chargee, payee):
    client = connecte(chargee)
    rien = client.get(url)
    assert rien.context["comparaison"].scenarios == ()
    assert "Choisissez ce qui change" in rien.content.decode()
    response = client.get(url, {"cle": "egales", "caf_pourcent": "-20"})
    (lu,) = response.context["comparaison"].scenarios
    assert lu.resultat.a_trouver == 100
    assert sum(ecart.apres.paye for ecart in lu.ecarts) == 1000
    # Today nobody knows the population, so the difference is not known either.
    assert {ecart.ecart for ecart in lu.ecarts} == {None}
    assert "non contractuelle" in response.content.decode()


def test_a_commune_that_leaves_is_said_and_the_caf_is_unknown(connecte, url, espace, chargee, payee):
    client = connecte(chargee)
    code, nom = next(iter(client.get(url).context["comparaison"].noms.items()))
    response = client.get(url, {"partante": code, "cle": "egales"})
    page = response.content.decode()
    assert f"{nom} part." in page
    assert "aucune règle écrite ne dit ce que la Caf verserait" in page
    (lu,) = response.context["comparaison"].scenarios
    assert (lu.partie.nom, lu.partie.apres.paye) == (nom, Decimal(0))


@pytest.mark.parametrize("essai", [{"caf_pourcent": "500"}, {"partante": "75056"}, {"cle": "saisie"}, {"gardes": "x"}])
def test_what_is_not_proposed_changes_nothing(connecte, url, chargee, payee, essai):
    assert connecte(chargee).get(url, essai).context["comparaison"].scenarios == ()


def test_those_that_were_kept_are_read_beside(connecte, url, espace, chargee, lectrice, payee):
    garde = ScenarioFinances.objects.create(espace=espace, titre="Moins de Caf", caf_pourcent=-10)
    response = connecte(lectrice).get(url, {"gardes": str(garde.pk), "cle": "egales"})
    titres = [lu.resultat.hypotheses.titre for lu in response.context["comparaison"].scenarios]
    assert titres == ["Votre essai", "Moins de Caf"]
    assert "Garder cet essai" not in response.content.decode()
    assert "Garder cet essai" in connecte(chargee).get(url, {"cle": "egales"}).content.decode()


def test_without_money_there_is_nothing_to_try(connecte, url, chargee, plan):
    assert "Rien à simuler pour l’instant" in connecte(chargee).get(url).content.decode()

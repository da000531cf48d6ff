from decimal import Decimal

import pytest

from convive.finances.models import CleRepartition
from convive.finances.rules.repartition import Cle
from convive.finances.selectors import commune as module
from convive.finances.selectors.poids import Poids
from tests.finances.factories import create_ligne_essai

pytestmark = pytest.mark.django_db
NOMS = {"86024": "Blanzay", "86078": "Civray"}


@pytest.fixture
def poids(monkeypatch) -> Poids:
    """Known weights, instead of figures that were built: 300 and 100 inhabitants, and no child counted in one."""
    valeurs = {cle: dict.fromkeys(NOMS, Decimal(10)) for cle in Cle}
    valeurs[Cle.POPULATION] = {"86024": Decimal(100), "86078": Decimal(300)}
    valeurs[Cle.ENFANTS_0_2] = {"86024": None, "86078": Decimal(9)}
    lus = Poids(NOMS, valeurs, dict.fromkeys(Cle, 2021))
    monkeypatch.setattr(module, "get_poids", lambda _membre: lus)
    return lus


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/finances/communes/"


@pytest.fixture
def payee(plan):
    """An action for all the communes, that the Caf and the intercommunalité pay."""
    plan.complete.communes = []
    plan.complete.save()
    create_ligne_essai(plan.complete, "produit", 1000, nature="caf_ps")
    create_ligne_essai(plan.complete, "produit", 200, nature="collectivite_porteuse")
    create_ligne_essai(plan.complete, "produit", 50, nature="communes", commune="86078")
    return plan.complete


def get_sommes(response) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    lignes = response.context["lues"].lignes
    return {ligne.code: (ligne.sommes.commune, ligne.sommes.porteuse, ligne.sommes.caf) for ligne in lignes}


def test_each_commune_has_its_part_by_name(connecte, url, chargee, poids, payee):
    response = connecte(chargee).get(f"{url}?annee=2026")
    assert get_sommes(response) == {"86024": (0, 50, 250), "86078": (50, 150, 750)}
    total = response.context["lues"].total
    assert (total.commune, total.porteuse, total.caf, total.inconnues) == (50, 200, 1000, 0)


def test_a_place_limited_to_communes_reads_its_own_page(connecte, url, espace, coordinatrice, poids, payee):
    espace.membres.filter(compte=coordinatrice).update(communes=["86024"])
    client = connecte(coordinatrice)
    assert [ligne.nom for ligne in client.get(url).context["lues"].lignes] == ["Blanzay"]
    assert client.get(f"{url}86024/").status_code == 200
    assert client.get(f"{url}86078/").status_code == 404


def test_a_key_that_lacks_a_figure_leaves_the_part_unknown(connecte, url, espace, chargee, poids, payee):
    CleRepartition.objects.create(espace=espace, fiche=payee, cle=Cle.ENFANTS_0_2.value)
    client = connecte(chargee)
    assert client.get(url).context["lues"].total.inconnues == 1
    page = client.get(f"{url}86024/").content.decode()
    assert "le chiffre manque pour Blanzay" in page
    # Its children are not all counted, so nothing is said for each.
    assert "faute du nombre d’enfants" in page


def test_parts_that_were_typed_share_the_money(connecte, url, espace, chargee, poids, payee):
    CleRepartition.objects.create(
        espace=espace, fiche=payee, cle=Cle.SAISIE.value, unite="heures", parts={"86024": "30", "86078": "10.5"}
    )
    response = connecte(chargee).get(url)
    assert get_sommes(response)["86024"][2] == Decimal("740.74")
    assert get_sommes(response)["86078"][2] == Decimal("259.26")


def test_it_asks_as_little_for_many(connecte, url, chargee, poids, payee, count_queries_get):
    client = connecte(chargee)
    few = count_queries_get(client, url)
    for rang in range(20):
        create_ligne_essai(payee, "produit", rang + 1, nature="caf_bonus")
    assert count_queries_get(client, url) == few <= 22


def test_without_a_figure_nothing_is_shared_and_nothing_is_zero(connecte, url, chargee, payee):
    """Nothing was built here: the population itself is not known."""
    response = connecte(chargee).get(url)
    assert response.context["lues"].total.inconnues == 1
    code = response.context["lues"].codes[0]
    assert "Inconnu" in connecte(chargee).get(f"{url}{code}/").content.decode()


def test_without_money_it_says_what_is_needed(connecte, url, chargee, plan):
    assert "Rien à partager pour l’instant" in connecte(chargee).get(url).content.decode()

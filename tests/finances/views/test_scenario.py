import pytest

from convive.finances.models import ScenarioFinances
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/finances/scenarios/"


def test_an_essai_is_kept_changed_and_deleted(connecte, url, espace, chargee):
    client = connecte(chargee)
    form = client.get(f"{url}garder/?caf_pourcent=-15&cle=egales").context["form"]
    assert (form["caf_pourcent"].value(), form["cle"].value()) == ("-15", "egales")
    saisie = {"version": "1", "titre": "Moins de Caf", "partante": "", "caf_pourcent": "-15", "cle": "egales"}
    assert client.post(f"{url}garder/", saisie).status_code == 302
    garde = ScenarioFinances.objects.get()
    assert garde.hypotheses.caf_pourcent == -15
    assert "Moins de Caf" in client.get(f"{url}gardes/").content.decode()
    assert client.post(f"{url}{garde.pk}/modifier/", saisie | {"caf_pourcent": "-20"}).status_code == 302
    assert client.post(f"{url}{garde.pk}/supprimer/").status_code == 302
    assert Journal.objects.filter(objet_type="scenario_finances").count() == 3


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"titre": ""}, "obligatoire"),
        ({"caf_pourcent": "-150"}, "supérieure ou égale à -100"),
        ({"cle": "saisie"}, "choix valide"),
        ({"partante": "75056"}, "choix valide"),
    ],
)
def test_what_cannot_be_is_refused(connecte, url, chargee, change, phrase):
    saisie = {"version": "1", "titre": "Essai", "partante": "", "caf_pourcent": "0", "cle": ""}
    assert phrase in connecte(chargee).post(f"{url}garder/", saisie | change).content.decode()
    assert not ScenarioFinances.objects.exists()

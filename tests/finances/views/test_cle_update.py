import pytest

from convive.finances.models import CleRepartition
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, plan) -> str:
    plan.complete.communes = []
    plan.complete.save()
    return f"/espaces/{espace.pk}/finances/cles/{plan.complete.pk}/"


@pytest.fixture
def part(connecte, url, chargee) -> str:
    """The name of the field of a commune."""
    form = connecte(chargee).get(url).context["form"]
    return next(nom for nom in form.fields if nom.startswith("part_"))


def test_a_key_is_chosen_then_changed(connecte, url, chargee, part):
    client = connecte(chargee)
    assert client.post(url, {"cle": "egales"}).status_code == 302
    assert client.post(url, {"cle": "saisie", "unite": "heures", part: "1 250,5"}).status_code == 302
    row = CleRepartition.objects.get()
    assert (row.cle, row.unite, row.parts) == ("saisie", "heures", {part.removeprefix("part_"): "1250.5"})
    assert client.get(url).context["form"][part].value() == "1250,5"
    assert Journal.objects.filter(objet_type="cle_repartition").count() == 2
    # The same again: nothing happens.
    assert client.post(url, {"cle": "saisie", "unite": "heures", part: "1 250,5"}).status_code == 302
    assert Journal.objects.filter(objet_type="cle_repartition").count() == 2


def test_the_population_needs_no_row(connecte, url, chargee):
    assert connecte(chargee).post(url, {"cle": "population"}).status_code == 302
    assert not CleRepartition.objects.exists()


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        ({"cle": "saisie"}, "Saisissez la part"),
        ({"cle": "saisie", "part": "0"}, "Saisissez la part"),
        ({"cle": "saisie", "part": "-2"}, "jamais négative"),
        ({"cle": "saisie", "part": "douze"}, "Écrivez un nombre"),
        ({"cle": "inventee"}, "choix valide"),
        ({}, "obligatoire"),
    ],
)
def test_what_cannot_be_is_refused(connecte, url, chargee, part, saisie, phrase):
    saisie = {part if nom == "part" else nom: valeur for nom, valeur in saisie.items()}
    assert phrase in connecte(chargee).post(url, saisie).content.decode()
    assert not CleRepartition.objects.exists()

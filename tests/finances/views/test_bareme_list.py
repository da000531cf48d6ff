import pytest

from convive.espaces.models import Espace, TypeEspace
from convive.finances.models import BaremeAdopte
from tests.finances.factories import CLE, create_parametre_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/finances/baremes/"


@pytest.fixture
def caf(espace) -> Espace:
    departement = Espace.objects.create(nom="Caf du département", type=TypeEspace.DEPARTEMENT)
    BaremeAdopte.objects.create(espace=espace, caf=departement)
    return departement


def get_manques(response) -> set[str]:
    return {manque.cle.cle for manque in response.context["manques"]}


def test_what_nobody_knows_is_said_until_somebody_types_it(connecte, url, espace, chargee):
    client = connecte(chargee)
    assert CLE in get_manques(client.get(f"{url}?annee=2026"))
    create_parametre_essai(espace)
    response = client.get(f"{url}?annee=2026")
    assert CLE not in get_manques(response)
    assert "saisi par votre équipe" in response.content.decode()
    assert CLE in get_manques(client.get(f"{url}?annee=2027"))


def test_what_a_caf_typed_counts_where_it_is_used(connecte, url, espace, chargee, caf):
    create_parametre_essai(caf)
    client = connecte(chargee)
    assert CLE not in get_manques(client.get(f"{url}?annee=2026"))
    BaremeAdopte.objects.all().delete()
    assert CLE in get_manques(client.get(f"{url}?annee=2026"))

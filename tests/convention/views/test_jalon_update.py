from uuid import uuid4

import pytest

from convive.convention.models import Jalon
from tests.convention.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def jalon(ctg) -> Jalon:
    return Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Un jalon")


@pytest.fixture
def url(espace, ctg, jalon) -> str:
    return f"/espaces/{espace.pk}/ctg/{ctg.pk}/jalons/{jalon.pk}/"


def test_jalon_update_changes(connecte, url, chargee, jalon):
    saisie = {"libelle": "Le jalon", "phase": "evaluation", "date_reelle": str(TODAY())}
    assert connecte(chargee).post(url, saisie).status_code == 302
    jalon.refresh_from_db()
    assert (jalon.libelle, jalon.phase, jalon.date_reelle) == ("Le jalon", "evaluation", TODAY())


def test_jalon_update_deletes(connecte, url, chargee):
    assert connecte(chargee).post(url, {"geste": "supprimer"}).status_code == 302
    assert not Jalon.objects.exists()
    assert connecte(chargee).get(url).status_code == 404


def test_jalon_update_says_what_is_wrong(connecte, espace, ctg, url, chargee, jalon):
    page = connecte(chargee).post(url, {"libelle": "", "phase": "pilotage"}).content.decode()
    assert "obligatoire" in page
    wrong = {"libelle": "X", "phase": "pilotage", "is_sans_objet": "on", "date_reelle": str(TODAY())}
    assert "il n’est donc pas sans objet" in connecte(chargee).post(url, wrong).content.decode()
    jalon.refresh_from_db()
    assert jalon.libelle == "Un jalon"
    assert connecte(chargee).get(url.replace(str(jalon.pk), str(uuid4()))).status_code == 404

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.models import PerimetreEspace
from convive.espaces.selectors.espace import build_lignes_perimetres, list_perimetres

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/perimetre/"


@pytest.fixture
def demain():
    return timezone.localdate() + timedelta(days=1)


def get_codes(espace) -> list[str]:
    return sorted(espace.perimetres.get(date_fin__isnull=True).perimetre.communes.values_list("code", flat=True))


def test_perimetre_update_shows_the_communes_ticked_and_the_dates(connecte, url, espace, chargee):
    page = connecte(chargee).get(url).content.decode()
    assert page.count(" checked") == len(get_codes(espace))
    assert "sans date de fin" in page
    assert "en cours" in page


def test_perimetre_update_changes_from_a_day_on_and_keeps_the_former(connecte, url, espace, directeur, demain):
    codes = get_codes(espace)
    data = {"propositions": " ".join(codes), "communes": codes[:-1], "date_debut": demain.isoformat()}
    response = connecte(directeur).post(url, data, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert get_codes(espace) == codes[:-1]
    ahead, now = build_lignes_perimetres(list_perimetres(espace))
    assert (ahead.etat, ahead.date_debut, ahead.dernier_jour) == ("à venir", demain, None)
    assert (now.etat, now.dernier_jour) == ("en cours", timezone.localdate())
    assert "à venir" in response.content.decode()


def test_perimetre_update_the_same_day_replaces(connecte, url, espace, chargee):
    codes = get_codes(espace)
    data = {"propositions": " ".join(codes), "communes": codes[:1], "date_debut": timezone.localdate().isoformat()}
    page = connecte(chargee).post(url, data, follow=True).content.decode()
    assert "remplacé le jour même" in page
    assert [ligne.etat for ligne in build_lignes_perimetres(list_perimetres(espace))] == ["en cours", "passé"]


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({}, "déjà les communes de l’espace"),
        ({"communes": []}, "au moins une commune"),
        ({"ajouts": "Nulle-Part-les-Bains"}, "Ligne 1"),
        ({"date_debut": "2001-01-01", "retirer": "1"}, "Le périmètre actuel commence"),
        ({"date_debut": "hier", "retirer": "1"}, "date"),
    ],
)
def test_perimetre_update_says_what_is_wrong(connecte, url, espace, chargee, demain, champs, message):
    codes = get_codes(espace)
    data = {"propositions": " ".join(codes), "communes": codes, "date_debut": demain.isoformat()} | champs
    if data.pop("retirer", ""):
        data["communes"] = codes[:1]
    response = connecte(chargee).post(url, data)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert PerimetreEspace.objects.filter(espace=espace).count() == 1


def test_perimetre_update_gives_its_first_communes_to_an_espace_without_any(connecte, url, espace, chargee):
    PerimetreEspace.objects.filter(espace=espace).delete()
    client = connecte(chargee)
    assert "jamais eu de périmètre" in client.get(url).content.decode()
    client.post(url, {"ajouts": "86078", "date_debut": timezone.localdate().isoformat()})
    assert get_codes(espace) == ["86078"]


def test_perimetre_update_is_not_for_the_others(connecte, url, espace, coordinatrice, etrangere):
    assert connecte(coordinatrice).post(url, {}).status_code == 403
    assert connecte(etrangere).post(url, {}).status_code == 404
    assert espace.perimetres.count() == 1


def test_perimetre_update_reads_as_many_times_for_many_changes(
    connecte, url, espace, chargee, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from convive.espaces.actions.espace import update_perimetre_espace

    client, today = connecte(chargee), timezone.localdate()
    codes = get_codes(espace)
    update_perimetre_espace(by=chargee, espace=espace, codes=codes[:1], date_debut=today)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    for rank in range(6):
        update_perimetre_espace(by=chargee, espace=espace, codes=codes[rank % 2 : rank % 2 + 1], date_debut=today)
    with django_assert_num_queries(len(queries)):
        client.get(url)

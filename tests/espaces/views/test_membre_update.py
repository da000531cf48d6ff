import re
from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.membre import update_membre
from convive.espaces.models import Role
from convive.espaces.rules import Limites
from convive.journal.models import Journal
from tests.espaces.factories import TOUT_L_ESPACE, create_compte, create_espace_civraisien, create_membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(espace, elue):
    return espace.membres.get(compte=elue)


@pytest.fixture
def url(espace, place) -> str:
    return f"/espaces/{espace.pk}/membres/{place.pk}/"


def test_membre_update_shows_the_place(connecte, url, place, chargee):
    place.communes = ["86078"]
    place.save()
    page = connecte(chargee).get(url).content.decode()
    assert '<input type="checkbox" name="communes" value="86078" checked>' in page
    assert '<input type="radio" name="etendue_communes" value="choisies" checked>' in page
    # Without a limit yet, a ticked box is enough: nothing else is asked.
    assert '<input type="hidden" name="etendue_thematiques" value="toutes">' in page
    members = re.sub(r">\s+", ">", connecte(chargee).get(f"/espaces/{place.espace_id}/membres/").content.decode())
    assert '<td data-titre="Son accès">Civray<' in members
    assert '<td data-titre="Son accès">tout l’espace<' in members
    assert url in members


def test_membre_update_changes_the_role_and_the_end(connecte, url, place, chargee):
    last = timezone.localdate() + timedelta(days=30)
    data = {"role": "direction", "dernier_jour": last.isoformat()}
    form = data | TOUT_L_ESPACE
    response = connecte(chargee).post(url, form, follow=True)
    place.refresh_from_db()
    assert (place.role, place.dernier_jour) == (Role.DIRECTION, last)
    assert place.date_fin == last + timedelta(days=1)
    assert f"{last.day}" in response.content.decode()
    line = Journal.objects.get(geste="modifier", objet_type="membre")
    assert line.detail["avant"] == {"role": "elu", "dernier_jour": None}
    assert line.detail["apres"] == data
    connecte(chargee).post(url, {"role": "direction", "dernier_jour": "", **TOUT_L_ESPACE})
    place.refresh_from_db()
    assert place.date_fin is None


@pytest.mark.parametrize(
    ("champs", "message"),
    [({"role": "roi"}, "roi"), ({"dernier_jour": "2020-01-01"}, "Ce jour est passé"), ({"dernier_jour": "x"}, "date")],
)
def test_membre_update_says_what_is_wrong(connecte, url, place, chargee, champs, message):
    response = connecte(chargee).post(url, {"role": "direction", "dernier_jour": "", **TOUT_L_ESPACE} | champs)
    assert message in response.content.decode()
    place.refresh_from_db()
    assert place.role == Role.ELU


@pytest.mark.parametrize("champs", [{"role": "elu"}, {"dernier_jour": "2100-01-01"}])
def test_membre_update_keeps_someone_who_coordinates(connecte, espace, chargee, champs):
    mine = espace.membres.get(compte=chargee)
    url = f"/espaces/{espace.pk}/membres/{mine.pk}/"
    data = {"role": "charge_cooperation", "dernier_jour": "", **TOUT_L_ESPACE} | champs
    assert "Un espace garde au moins" in connecte(chargee).post(url, data).content.decode()
    create_membre(espace, create_compte("relais"), Role.CHARGE_COOPERATION)
    assert connecte(chargee).post(url, data).headers["Location"] == "/espaces/"


def test_membre_update_knows_only_the_members_of_today_of_this_espace(connecte, url, place, espace, chargee):
    other = create_espace_civraisien(create_compte("voisine"), nom="Voisin").membres.get()
    client = connecte(chargee)
    assert client.get(f"/espaces/{espace.pk}/membres/{other.pk}/").status_code == 404
    place.date_fin = timezone.localdate()
    place.save()
    assert client.post(url, {"role": "direction"}).status_code == 404


def test_membre_update_is_not_for_the_others(connecte, url, place, coordinatrice, etrangere):
    assert connecte(coordinatrice).post(url, {"role": "direction"}).status_code == 403
    assert connecte(etrangere).post(url, {"role": "direction"}).status_code == 404
    place.refresh_from_db()
    assert place.role == Role.ELU


def test_membre_update_on_an_old_page_does_not_undo_the_limits_that_someone_gave(connecte, url, place, chargee):
    client = connecte(chargee)
    vu_le = client.get(url).context["form"]["vu_le"].value()
    assert f'name="vu_le" value="{vu_le}"' in client.get(url).text
    update_membre(
        by=chargee, membre=place, role=place.role, dernier_jour=None, limites=Limites(frozenset({"86078"}), frozenset())
    )
    form = {"role": "direction", "dernier_jour": "", **TOUT_L_ESPACE}
    response = client.post(url, form | {"vu_le": vu_le})
    place.refresh_from_db()
    assert (place.role, place.communes) == (Role.ELU, ["86078"])
    assert "Élu·e, sans date de fin, Civray" in response.text
    # The page that comes back shows what is there now: sending it again is a choice.
    client.post(url, form | {"vu_le": response.context["form"]["vu_le"].value()})
    place.refresh_from_db()
    assert (place.role, place.communes) == (Role.DIRECTION, [])


def test_membre_update_of_a_mandate_until_the_end_of_time_says_to_leave_it_empty(connecte, url, place, chargee):
    form = {"role": "elu", "dernier_jour": "9999-12-31", **TOUT_L_ESPACE}
    response = connecte(chargee).post(url, form)
    assert response.status_code == 200
    assert "laissez la case vide" in response.text
    data = {"geste": "inviter", "email": "a@exemple.fr"} | form
    response = connecte(chargee).post(f"/espaces/{place.espace_id}/membres/", data)
    assert "laissez la case vide" in response.text

import pytest

from convive.espaces.models import Role
from convive.espaces.permissions import DROITS, can_update_perimetre
from convive.socle.droits import droits

pytestmark = pytest.mark.django_db


def test_espace_droits_shows_every_right_of_every_domain(connecte, espace, lectrice):
    page = connecte(lectrice).get(f"/espaces/{espace.pk}/qui-voit-quoi/").content.decode()
    for droit in droits.get_all():
        assert droit.objet in page
    assert page.count("<td>oui</td>") == sum("lecture" in droit.roles for droit in droits.get_all())


def test_every_right_names_roles_that_exist():
    for droit in DROITS:
        assert droit.roles
        assert droit.roles <= set(Role.values)


def test_the_cooperation_and_the_direction_change_the_perimetre(espace, chargee, directeur, elue):
    assert can_update_perimetre(espace.membres.get(compte=chargee))
    assert can_update_perimetre(espace.membres.get(compte=directeur))
    assert not can_update_perimetre(espace.membres.get(compte=elue))

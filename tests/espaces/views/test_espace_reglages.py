"""One page for all that sets an espace."""

import pytest

from convive.espaces.models import Role
from tests.espaces.factories import create_compte, create_membre

pytestmark = pytest.mark.django_db


def test_espace_reglages_shows_what_a_role_may_open(connecte, espace, chargee):
    elue = create_compte("elue")
    create_membre(espace, elue, Role.ELU)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/reglages/").content.decode()
    for chemin in ("membres", "qui-voit-quoi", "journal", "perimetre", "thematiques"):
        assert f'href="/espaces/{espace.pk}/{chemin}/"' in page
    sienne = connecte(elue).get(f"/espaces/{espace.pk}/reglages/").content.decode()
    assert f'href="/espaces/{espace.pk}/qui-voit-quoi/"' in sienne
    assert f'href="/espaces/{espace.pk}/perimetre/"' not in sienne

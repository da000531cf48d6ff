import pytest

from convive.espaces.actions.membre import close_membre
from convive.espaces.models import Espace, Role
from tests.espaces.factories import create_membre

pytestmark = pytest.mark.django_db


def test_espace_journal_says_who_did_what(connecte, espace, chargee, elue):
    close_membre(by=chargee, membre=espace.membres.get(compte=elue))
    page = connecte(chargee).get(f"/espaces/{espace.pk}/journal/").content.decode()
    assert '<td data-titre="Geste">a clos</td>' in page
    assert "<td>a créé</td>" in page
    assert "Elue (Élu·e)" in page
    assert f'<a href="/espaces/{espace.pk}/">CC du Civraisien en Poitou</a>' in page


def test_espace_journal_teaches_when_it_is_empty(connecte, chargee):
    espace = Espace.objects.create(nom="Neuf")
    create_membre(espace, chargee, Role.CHARGE_COOPERATION)
    assert "Rien ne s’est encore passé ici" in connecte(chargee).get(f"/espaces/{espace.pk}/journal/").content.decode()


def test_espace_journal_never_shows_another_espace(connecte, espace, chargee, etrangere):
    assert "Un autre espace" not in connecte(chargee).get(f"/espaces/{espace.pk}/journal/").content.decode()

import pytest

from convive.diagnostic.actions.constat import SaisiePreuve
from convive.diagnostic.models import Parole
from tests.diagnostic.factories import create_constat_essai, create_parole_essai

pytestmark = pytest.mark.django_db


def test_parole_delete_asks_then_hides_it_everywhere(connecte, espace, chargee):
    parole, client = create_parole_essai(espace), connecte(chargee)
    constat = create_constat_essai(espace, preuves=(SaisiePreuve(parole=parole),))
    url = f"/espaces/{espace.pk}/paroles/{parole.pk}/supprimer/"
    assert "Elle ne sera plus affichée sous 1\u00a0constat" in client.get(url).content.decode()
    assert client.post(url).headers["Location"] == f"/espaces/{espace.pk}/paroles/"
    assert Parole.objects.get().date_suppression is not None
    assert parole.verbatim not in client.get(f"/espaces/{espace.pk}/constats/{constat.pk}/").content.decode()

import pytest

from convive.diagnostic.models import Enjeu
from tests.diagnostic.factories import create_constat_essai

pytestmark = pytest.mark.django_db


def test_enjeu_create_starts_from_a_constat(connecte, espace, chargee):
    constat, client, url = create_constat_essai(espace), connecte(chargee), f"/espaces/{espace.pk}/enjeux/ecrire/"
    assert f'value="{constat.pk}" checked' in client.get(f"{url}?constat={constat.pk}").content.decode()
    data = {"version": "1", "libelle": " Choisir  moins ", "precision": "", "constats": [str(constat.pk)]}
    enjeu_url = client.post(url, data).headers["Location"]
    enjeu = Enjeu.objects.get()
    assert enjeu_url == f"/espaces/{espace.pk}/enjeux/{enjeu.pk}/"
    assert (enjeu.libelle, enjeu.constats.get()) == ("Choisir moins", constat)


def test_enjeu_create_asks_for_words(connecte, espace, chargee):
    page = connecte(chargee).post(f"/espaces/{espace.pk}/enjeux/ecrire/", {"version": "1"}).content.decode()
    assert 'class="cv-errors"' in page

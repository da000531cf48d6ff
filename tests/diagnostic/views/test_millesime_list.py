"""Vintages: noted once, then what is newer is news, on the home of the espace too."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.models import ReleveMillesimes
from convive.diagnostic.panels import list_taches_indicateurs
from tests.diagnostic.factories import create_indicateur_essai
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


@pytest.mark.usefixtures("chiffres_base")
def test_new_vintage_is_announced_until_it_is_noted(espace, chargee, lectrice):
    url = get_url("millesime_list", espace.pk)
    client, membre = get_client(chargee), chargee.membres.get()
    assert "Me prévenir à la prochaine année" in client.get(url).content.decode()
    assert get_client(lectrice).post(url).status_code == 403
    assert list(list_taches_indicateurs(membre, timezone.localdate())) == []
    assert client.post(url).status_code == 302
    assert "Du nouveau" not in client.get(url).content.decode()
    releve = ReleveMillesimes.objects.get()
    releve.millesimes["base_iris"] = 2019
    releve.save()
    assert "Du nouveau" in client.get(url).content.decode()
    (tache,) = list_taches_indicateurs(membre, timezone.localdate())
    assert tache.libelle == "Lire 1\u00a0nouvelle année de chiffres"
    client.post(url)
    assert list(list_taches_indicateurs(membre, timezone.localdate())) == []


def test_threshold_that_is_crossed_is_a_task(espace, chargee, elue):
    create_indicateur_essai(espace, seuil=30, sens_seuil="au_dessus", mesures={2022: 45, 2023: 31})
    create_indicateur_essai(espace, "Sous le seuil", seuil=30, sens_seuil="au_dessus", mesures={2023: 30})
    (tache,) = list_taches_indicateurs(chargee.membres.get(), timezone.localdate())
    assert "31\u00a0enfants en 2023\u00a0: au-dessus de 30\u00a0enfants" in tache.precision.replace(" :", "\u00a0:")
    assert list(list_taches_indicateurs(elue.membres.get(), timezone.localdate())) == []

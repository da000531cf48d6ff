from datetime import timedelta

import pytest
from django.utils import timezone

from convive.diagnostic.actions.corbeille import delete_fiche, delete_fiches_oubliees
from convive.diagnostic.models import Constat, Parole
from convive.journal.models import Journal
from tests.diagnostic.factories import create_constat_essai, create_parole_essai

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/constats/corbeille/"


def test_corbeille_list_brings_back(connecte, espace, chargee):
    constat, client = create_constat_essai(espace), connecte(chargee)
    assert "La corbeille est vide" in client.get(get_url(espace)).content.decode()
    delete_fiche(by=chargee, fiche=constat)
    delete_fiche(by=chargee, fiche=constat)
    assert constat.texte in client.get(get_url(espace)).content.decode()
    data = {"type": "constat", "objet": str(constat.pk), "geste": "retablir"}
    page = client.post(get_url(espace), data | {"geste": "recycler"}).content.decode()
    assert "Choisissez l’un des boutons de la page" in page
    assert Constat.objects.get().date_suppression is not None
    client.post(get_url(espace), data)
    assert Constat.objects.get().date_suppression is None
    assert client.post(get_url(espace), data).status_code == 404
    assert Journal.objects.filter(objet_uuid=constat.pk, geste="supprimer").count() == 1


def test_corbeille_list_erases_for_those_who_pilot(connecte, espace, chargee, coordinatrice):
    parole = create_parole_essai(espace)
    delete_fiche(by=chargee, fiche=parole)
    data = {"type": "parole", "objet": str(parole.pk), "geste": "effacer"}
    assert connecte(coordinatrice).post(get_url(espace), data).status_code == 403
    assert "Oui, effacer" not in connecte(coordinatrice).get(get_url(espace)).content.decode()
    client = connecte(chargee)
    client.post(get_url(espace), data)
    assert not Parole.objects.exists()
    assert Journal.objects.filter(objet_uuid=parole.pk, geste="effacer").count() == 1
    assert client.post(get_url(espace), {"type": "autre", "objet": "rien", "geste": "retablir"}).status_code == 404


def test_what_was_put_aside_long_ago_is_forgotten(espace, chargee):
    for fiche in (create_parole_essai(espace), create_constat_essai(espace)):
        delete_fiche(by=chargee, fiche=fiche)
    create_constat_essai(espace, "Présent.")
    assert delete_fiches_oubliees(timezone.now() - timedelta(days=1)) == 0
    assert delete_fiches_oubliees(timezone.now() + timedelta(seconds=1)) == 2
    assert [constat.texte for constat in Constat.objects.all()] == ["Présent."]

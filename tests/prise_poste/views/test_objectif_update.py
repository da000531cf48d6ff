"""An objective is added, followed, deleted; a result says how it shows."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from convive.prise_poste.models import ObjectifMission
from tests.prise_poste.factories import create_lettre_essai

pytestmark = pytest.mark.django_db
SAISIE = {"resultat": "Deux COPIL tenus", "echeance": "", "indicateur": "Le registre", "etat": "a_faire", "preuve": ""}


@pytest.fixture
def lettre(espace, chargee):
    return create_lettre_essai(espace, chargee)


def get_url(lettre, *args) -> str:
    return reverse("prise_poste:objectif_update", args=[lettre.espace_id, lettre.pk, *args])


def test_it_is_added_then_followed(lettre, chargee, connecte):
    client = connecte(chargee)
    client.post(get_url(lettre), SAISIE)
    objectif = ObjectifMission.objects.get(resultat="Deux COPIL tenus")
    url = get_url(lettre, objectif.pk)
    page = client.post(url, SAISIE | {"etat": "atteint"}).content.decode()
    assert "Indiquez à quoi cela se voit" in page
    client.post(url, SAISIE | {"etat": "atteint", "preuve": "Deux relevés signés."})
    objectif.refresh_from_db()
    assert (objectif.etat, objectif.preuve) == ("atteint", "Deux relevés signés.")
    client.post(url, {"geste": "supprimer"})
    assert not ObjectifMission.objects.filter(pk=objectif.pk).exists()
    assert client.get(url).status_code == 404


def test_eight_at_most_and_inside_the_period(lettre, chargee, connecte):
    client = connecte(chargee)
    outside = client.post(get_url(lettre), SAISIE | {"echeance": "2019-05-01"}).content.decode()
    assert "en dehors de la période" in outside
    for rang in range(7):
        client.post(get_url(lettre), SAISIE | {"resultat": f"Résultat {rang}"})
    assert "8 objectifs au plus" in client.post(get_url(lettre), SAISIE).content.decode()
    assert lettre.objectifs.count() == 8


def test_the_database_keeps_a_result_with_its_proof(lettre):
    with pytest.raises(IntegrityError), transaction.atomic():
        ObjectifMission.objects.create(lettre=lettre, resultat="x", etat="atteint")

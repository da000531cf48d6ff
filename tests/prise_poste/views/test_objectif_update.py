"""An objective is added, followed, deleted; a result says how it shows."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from convive.journal.models import Journal
from convive.prise_poste.models import ObjectifMission
from tests.espaces.ecriture import choose, read_conflits
from tests.prise_poste.factories import create_lettre_essai

pytestmark = pytest.mark.django_db
SAISIE = {
    "resultat": "Deux COPIL tenus",
    "echeance": "",
    "indicateur": "Le registre",
    "etat": "a_faire",
    "preuve": "",
    "version": "1",
}


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


def get_data(client, url, **champs: str) -> dict[str, str]:
    """What a browser sends of the page as it is now."""
    form = client.get(url).context["form"]
    return {nom: str(form[nom].value() or "") for nom in form.fields} | champs


def test_two_people_at_once_do_not_undo_one_another(lettre, chargee, directeur, connecte):
    client, autre, objectif = connecte(chargee), connecte(directeur), lettre.objectifs.get()
    url = get_url(lettre, objectif.pk)
    mien = get_data(client, url, preuve="Le tableau est à jour.")
    autre.post(url, get_data(autre, url, etat="en_cours"))
    assert client.post(url, mien).status_code == 302
    objectif.refresh_from_db()
    assert (objectif.etat, objectif.preuve, objectif.version) == ("en_cours", "Le tableau est à jour.", 3)
    response = client.post(url, mien | {"etat": "abandonne"})
    assert read_conflits(response) == {"etat": ("Abandonné, d’un commun accord", "En cours")}
    assert client.post(url, choose(response)).status_code == 302
    objectif.refresh_from_db()
    assert objectif.etat == "abandonne"


def test_the_same_again_leaves_no_line(lettre, chargee, connecte):
    client, url = connecte(chargee), get_url(lettre, lettre.objectifs.get().pk)
    for _ in range(2):
        client.post(url, get_data(client, url, indicateur="Le registre"))
    assert lettre.objectifs.get().version == 2
    assert Journal.objects.filter(objet_type="lettre_mission").count() == 1


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

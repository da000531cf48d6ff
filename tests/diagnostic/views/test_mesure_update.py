"""Change the value of a year; the journal keeps what it was."""

import pytest
from django.urls import reverse

from tests.diagnostic.factories import create_indicateur_essai
from tests.espaces.ecriture import choose, read_conflits
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


def test_value_is_changed_once_for_two_writers(espace, chargee):
    indicateur = create_indicateur_essai(espace, mesures={2023: 41})
    client, url = get_client(chargee), get_url("mesure_update", espace.pk, indicateur.pk, 2023)
    data = {"version": 1, "valeur": "40", "statut": "valeur", "geste": "enregistrer"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    assert read_conflits(client.post(url, data | {"valeur": "39"})) == {"valeur": ("39", "40")}
    mesure = indicateur.mesures.get()
    assert (int(mesure.valeur), mesure.version, mesure.updated_by) == (40, 2, chargee)


def test_two_people_at_once_do_not_undo_one_another(espace, chargee, directeur):
    indicateur = create_indicateur_essai(espace, mesures={2023: 41})
    client, autre, url = (
        get_client(chargee),
        get_client(directeur),
        get_url("mesure_update", espace.pk, indicateur.pk, 2023),
    )
    form = client.get(url).context["form"]
    data = {nom: form[nom].value() for nom in form.fields} | {"geste": "enregistrer"}
    autre.post(url, data | {"source": "Le service"})
    response = client.post(url, data | {"valeur": "40"})
    assert response.status_code == 302
    mesure = indicateur.mesures.get()
    assert (int(mesure.valeur), mesure.source, mesure.version) == (40, "Le service", 3)
    response = client.post(url, data | {"valeur": "39", "source": "La Caf"})
    assert read_conflits(response) == {"valeur": ("39", "40"), "source": ("La Caf", "Le service")}
    assert client.post(url, choose(response)).status_code == 302
    mesure.refresh_from_db()
    assert (int(mesure.valeur), mesure.source) == (39, "La Caf")


def test_value_is_taken_away_twice_and_missing_year_is_not_found(espace, chargee):
    indicateur = create_indicateur_essai(espace, mesures={2023: 41})
    client, url = get_client(chargee), get_url("mesure_update", espace.pk, indicateur.pk, 2023)
    assert client.post(url, {"geste": "supprimer"}).status_code == 302
    assert not indicateur.mesures.exists()
    assert client.get(url).status_code == 404
    text = client.get(get_url("indicateur_espace_detail", espace.pk, indicateur.pk)).content.decode()
    assert "41 → rien" in text
